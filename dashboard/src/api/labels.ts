import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Answer, answerOf } from "./answer";
import { get } from "./client";
import { LABELS_POLL } from "./queryClient";
import type { Completions, Graph, LabelCounts } from "./types";

/** Ask for labels: how often they occur, what they complete, and with which others they occur. */

export const COMPLETIONS = 12;

/** The labels with their counts; `polled`: kept up to date, where nothing on the page moves by that. */
export function useLabels(
  prefix: string,
  limit: number,
  { enabled = true, polled = false } = {},
): Answer<LabelCounts> {
  const query = useQuery({
    queryKey: ["labels", prefix, limit],
    queryFn: ({ signal }) =>
      get<LabelCounts>(`/api/labels?${new URLSearchParams({ q: prefix, limit: String(limit) })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: LABELS_POLL,
    refetchInterval: polled && LABELS_POLL,
    refetchOnWindowFocus: polled,
    enabled,
  });
  return answerOf(query, ({ items }) => items.length === 0);
}

/** What completes a typed text. Renewed with the labels; an API without it answers 404, which is not retried. */
export function useCompletions(text: string): Answer<Completions> {
  const query = useQuery({
    queryKey: ["labels", "completions", text],
    queryFn: ({ signal }) =>
      get<Completions>(
        `/api/completions?${new URLSearchParams({ q: text, limit: String(COMPLETIONS) })}`,
        signal,
      ),
    staleTime: LABELS_POLL,
    enabled: text !== "",
  });
  return answerOf(query);
}

export function useGraph(limit: number): Answer<Graph> {
  const query = useQuery({
    queryKey: ["graph", limit],
    queryFn: ({ signal }) => get<Graph>(`/api/graph?limit=${limit}`, signal),
    staleTime: 5 * 60_000, // refetching would make the graph jump
  });
  return answerOf(query, ({ nodes }) => nodes.length === 0);
}
