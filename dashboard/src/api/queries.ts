import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get } from "./client";
import { ApiError } from "./errors";
import { askForKey, wasDeclined } from "./key";
import type { FailureCounts, Graph, Image, LabelCounts, SearchResult, Statistics } from "./types";

export const PAGE_SIZE = 60;
const FACETS = 24;
export const POLL = 5_000; // milliseconds
const LONGEST_WAIT = 60_000;

/** Return how long to wait after this many failures: twice as long each time, up to a minute. */
export const backOff = (failures: number): number => Math.min(2_000 * 2 ** failures, LONGEST_WAIT);

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

/** A result is never refetched automatically, so that nothing moves under the reader. */
export function useSearchPages(parameters: string, facets: boolean) {
  return useInfiniteQuery({
    queryKey: ["search", parameters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(parameters);
      query.set("limit", String(PAGE_SIZE));
      if (pageParam) query.set("cursor", pageParam);
      else if (facets) query.set("facets", String(FACETS));
      return get<SearchResult>(`/api/search?${query}`, signal);
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
    queryFn: ({ signal }) => get<SearchResult>(`/api/search?${parameters}&limit=${limit}`, signal),
    placeholderData: keepPreviousData,
    ...(version === undefined ? polled : { staleTime: Number.POSITIVE_INFINITY }),
  });
}

export function useLabels(prefix: string, limit: number, enabled = true) {
  return useQuery({
    queryKey: ["labels", prefix, limit],
    queryFn: ({ signal }) =>
      get<LabelCounts>(`/api/labels?${new URLSearchParams({ q: prefix, limit: String(limit) })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled,
  });
}

/** The host has no route for an empty segment, so a path that begins with a slash is sent as one segment. */
function addressOf(path: string) {
  const segments = path.startsWith("/") ? [path] : path.split("/");
  return `/api/images/${segments.map(encodeURIComponent).join("/")}`;
}

/** One image; data that a list already has is shown at once. */
export function useImage(path: string, known: Image | undefined) {
  return useQuery({
    queryKey: ["image", path],
    queryFn: ({ signal }) => get<Image>(addressOf(path), signal),
    initialData: known,
    staleTime: 60_000,
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
