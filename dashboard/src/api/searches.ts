import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { type Answer, answerOf } from "./answer";
import { get } from "./client";
import { LABELS_POLL, polled } from "./queryClient";
import { allSpelt } from "./spelling";
import type { SearchResult } from "./types";

/** Ask for images. */

export const FIRST_PAGE = 60; // pictures: more than a window shows
export const PAGE = 200; // the most that the API gives: the embedded database looks at the whole result for each page
const FACETS = 24;
const ALL_PICTURES = "status=labelled"; // whose labels are those of the whole collection, and no facets

export const search = (query: string, signal: AbortSignal): Promise<SearchResult> =>
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

const isEmpty = ({ items }: SearchResult) => items.length === 0;

/** The first images of a search, kept up to date; or, with a version, refetched when that changes. */
export function useFirst(parameters: string, limit: number, version?: number): Answer<SearchResult> {
  const query = useQuery({
    queryKey: ["first", parameters, limit, version],
    queryFn: ({ signal }) => search(`${parameters}&limit=${limit}`, signal),
    placeholderData: keepPreviousData,
    ...(version === undefined ? polled : { staleTime: Number.POSITIVE_INFINITY }),
  });
  return answerOf(query, isEmpty);
}

/** What each label finds by itself, whatever else a search asks for. */
export function useEachLabel(names: string[]): Answer<SearchResult>[] {
  const queries = useQueries({
    queries: names.map((name) => ({
      queryKey: ["label alone", name],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        search(`${new URLSearchParams({ label: name, limit: "1" })}`, signal),
      staleTime: LABELS_POLL,
    })),
  });
  return queries.map((query) => answerOf(query, isEmpty));
}
