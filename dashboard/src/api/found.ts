import { useQuery } from "@tanstack/react-query";
import { type Answer, answerOf } from "./answer";
import { pollAfter } from "./queryClient";
import { search } from "./searches";

/** Count what searches find. */

/** So many images, or at least so many. */
export type Found = { images: number; more: boolean };

/** Count what a search finds, as far as its facets are counted, without the images themselves. */
async function found(parameters: string, signal: AbortSignal): Promise<Found> {
  const { items, next_cursor: next, facets } = await search(`${parameters}&limit=1&facets=1`, signal);
  if (facets) return { images: facets.images, more: !facets.complete };
  return { images: items.length, more: next !== null };
}

type Until<K extends string> = {
  /** Whether the counts will not change any more. They are kept, then, until the page is loaded again. */
  isSettled: (counts: Record<K, Found>) => boolean;
  /** When to look no more, in milliseconds. */
  until: number;
};

/** Count what each of several searches finds, one after the other; again and again, ever more seldom. */
export function useFound<K extends string>(
  searches: Record<K, string>,
  enabled: boolean,
  { isSettled, until }: Until<K>,
): Answer<Record<K, Found>> {
  const query = useQuery({
    queryKey: ["found", searches],
    queryFn: async ({ signal }) => {
      const counts: Partial<Record<K, Found>> = {};
      for (const name in searches) counts[name] = await found(searches[name], signal);
      return counts as Record<K, Found>;
    },
    enabled,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: ({ state: { data } }) => (data !== undefined && isSettled(data) ? "static" : 0),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      (data !== undefined && isSettled(data)) || Date.now() >= until ? false : pollAfter(dataUpdateCount),
  });
  return answerOf(query);
}
