import { keepPreviousData, QueryClient, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { get } from "./client";
import { ApiError } from "./errors";
import { askForKey, wasDeclined } from "./key";
import { allSpelt, spelt } from "./spelling";
import type {
  Completions,
  FailureCounts,
  Graph,
  Image,
  LabelCounts,
  SearchResult,
  Statistics,
} from "./types";

export const FIRST_PAGE = 60; // pictures: more than a window shows
const PAGE = 200; // the most that the API gives: the embedded database looks at the whole result for each page
const FACETS = 24;
const ALL_PICTURES = "status=labelled"; // whose labels are those of the whole collection, and no facets
export const COMPLETIONS = 12;
export const POLL = 5_000; // milliseconds
const AWAITED_POLL = 2_000;
const LABELS_POLL = 30_000;
const LONGEST_WAIT = 60_000;
const LONGEST_POLL = 30_000;

/** Return how long to wait after this many failures: twice as long each time, up to a minute. */
export const backOff = (failures: number): number => Math.min(2_000 * 2 ** failures, LONGEST_WAIT);

/** Return how long to wait for what takes a while, after it was looked for this many times: up to half a minute. */
export const pollAfter = (times: number): number =>
  Math.min(POLL * 1.5 ** Math.max(0, times - 1), LONGEST_POLL);

/**
 * A query that fails with a temporary error is retried for ever, with growing delays; meanwhile the page says so.
 * A hidden tab neither retries nor polls.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (_count, error) => {
        if (error instanceof ApiError && error.status === 401) void unlock();
        return error instanceof ApiError && error.passes;
      },
      retryDelay: backOff,
    },
  },
});

async function unlock() {
  if (!wasDeclined() && (await askForKey("Reading needs the app's key."))) await queryClient.resetQueries();
}

const polled = { refetchInterval: POLL, refetchOnWindowFocus: true, staleTime: POLL / 2 } as const;

const search = (query: string, signal: AbortSignal): Promise<SearchResult> =>
  get<SearchResult>(`/api/search?${query}`, signal).then(allSpelt);

/**
 * A result is never refetched automatically, so that nothing moves under the reader. It has facets whichever page of the
 * app asks, because all of them share it.
 */
export function useSearchPages(parameters: string) {
  return useInfiniteQuery({
    queryKey: ["search", parameters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(parameters);
      query.set("limit", String(pageParam ? PAGE : FIRST_PAGE));
      if (pageParam) query.set("cursor", pageParam);
      else if (parameters !== ALL_PICTURES) query.set("facets", String(FACETS));
      return search(`${query}`, signal);
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    refetchOnReconnect: false,
  });
}

/** The first images of a search, kept up to date; or, with a version, refetched when that changes. */
export function useFirst(parameters: string, limit: number, version?: number) {
  return useQuery({
    queryKey: ["first", parameters, limit, version],
    queryFn: ({ signal }) => search(`${parameters}&limit=${limit}`, signal),
    placeholderData: keepPreviousData,
    ...(version === undefined ? polled : { staleTime: Number.POSITIVE_INFINITY }),
  });
}

/** So many images, or at least so many. */
export type Found = { images: number; more: boolean };

/** Count what a search finds, as far as its facets are counted, without the images themselves. */
async function found(parameters: string, signal: AbortSignal): Promise<Found> {
  const { items, next_cursor: next, facets } = await search(`${parameters}&limit=1&facets=1`, signal);
  if (facets) return { images: facets.images, more: !facets.complete };
  return { images: items.length, more: next !== null };
}

/** Count what each of several searches finds, one after the other; until `isOver`, again and again, ever more seldom. */
export function useFound<K extends string>(
  searches: Record<K, string>,
  enabled: boolean,
  isOver: (counts: Record<K, Found>) => boolean,
) {
  return useQuery({
    queryKey: ["found", searches],
    queryFn: async ({ signal }) => {
      const counts: Partial<Record<K, Found>> = {};
      for (const name in searches) counts[name] = await found(searches[name], signal);
      return counts as Record<K, Found>;
    },
    enabled,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data !== undefined && isOver(data) ? false : pollAfter(dataUpdateCount),
  });
}

/** What each label finds by itself, whatever else a search asks for. */
export function useEachLabel(names: string[]) {
  return useQueries({
    queries: names.map((name) => ({
      queryKey: ["label alone", name],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        search(`${new URLSearchParams({ label: name, limit: "1" })}`, signal),
      staleTime: LABELS_POLL,
    })),
  });
}

/** The labels with their counts; `polled`: kept up to date, where nothing on the page moves by that. */
export function useLabels(prefix: string, limit: number, { enabled = true, polled = false } = {}) {
  return useQuery({
    queryKey: ["labels", prefix, limit],
    queryFn: ({ signal }) =>
      get<LabelCounts>(`/api/labels?${new URLSearchParams({ q: prefix, limit: String(limit) })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: LABELS_POLL,
    refetchInterval: polled && LABELS_POLL,
    refetchOnWindowFocus: polled,
    enabled,
  });
}

/** What completes a typed text. Renewed with the labels; an API without it answers 404, which is not retried. */
export function useCompletions(text: string) {
  return useQuery({
    queryKey: ["labels", "completions", text],
    queryFn: ({ signal }) =>
      get<Completions>(
        `/api/completions?${new URLSearchParams({ q: text, limit: String(COMPLETIONS) })}`,
        signal,
      ),
    staleTime: LABELS_POLL,
    enabled: text !== "",
  });
}

/** The host has no route for an empty segment, so a path that begins with a slash is sent as one segment. */
function addressOf(path: string) {
  const segments = path.startsWith("/") ? [path] : path.split("/");
  return `/api/images/${segments.map(encodeURIComponent).join("/")}`;
}

/** One image; data that a list already has is shown at once. `awaited`: it is about to change. */
export function useImage(path: string, known: Image | undefined, awaited = false) {
  return useQuery({
    queryKey: ["image", path],
    queryFn: ({ signal }) => get<Image>(addressOf(path), signal).then(spelt),
    initialData: known,
    staleTime: 60_000,
    refetchInterval: awaited && AWAITED_POLL,
  });
}

export function useStats(minutes: number) {
  return useQuery({
    queryKey: ["stats", minutes],
    queryFn: ({ signal }) => get<Statistics>(`/api/stats?minutes=${minutes}`, signal),
    placeholderData: keepPreviousData,
    ...polled,
  });
}

export function useGraph(limit: number) {
  return useQuery({
    queryKey: ["graph", limit],
    queryFn: ({ signal }) => get<Graph>(`/api/graph?limit=${limit}`, signal),
    staleTime: 5 * 60_000, // refetching would make the graph jump
  });
}

export function useFailures() {
  return useQuery({
    queryKey: ["failures"],
    queryFn: ({ signal }) => get<FailureCounts>("/api/failures", signal),
    ...polled,
  });
}
