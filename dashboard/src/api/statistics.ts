import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type Answer, answerOf, part } from "./answer";
import { type Dated, getDated } from "./client";
import { polled } from "./queryClient";
import type { Statistics } from "./types";

/** Ask how much is done, and how fast. */

export type Told = {
  /** With the history of this very range. */
  answer: Answer<Statistics>;
  /** The last figures, which are the same whatever the range: only the history is of that. */
  figures: Answer<Statistics>;
  /** When these were, in milliseconds: by the clock of the API, and by the browser's; 0 until there are some. */
  at: number;
  updated: number;
  isFailing: boolean;
};

type Received = Dated<Statistics> & { updated: number };

const asked = (minutes: number) =>
  queryOptions({
    queryKey: ["stats", minutes],
    queryFn: async ({ signal }): Promise<Received> => ({
      ...(await getDated<Statistics>(`/api/stats?minutes=${minutes}`, signal)),
      updated: Date.now(),
    }),
    placeholderData: keepPreviousData,
    gcTime: 0, // or figures from long ago would be shown when one comes back to a range
    ...polled,
  });

/** The statistics with a history of so many minutes. Use `useStats` of the address, which makes it one poll. */
export function useStatistics(minutes: number): Told {
  const query = useQuery(asked(minutes));
  const last = useLast(query.data);
  const dated = answerOf(query);
  return {
    answer: part(dated, statistics),
    figures: part(last ? { state: "ready", data: last } : dated, statistics),
    at: last?.at ?? 0,
    updated: last?.updated ?? 0,
    isFailing: query.failureCount > 0 || query.isError,
  };
}

/** The figures alone: what shows them renders when they change, and not at each poll. */
export function useStatisticsFigures(minutes: number): Answer<Statistics> {
  const query = useQuery({ ...asked(minutes), select: statistics });
  const last = useLast(query.data);
  return last ? { state: "ready", data: last } : answerOf(query);
}

/** Return the data, or the last there was: a query that has failed for good keeps none of another question. */
function useLast<T>(data: T | undefined): T | undefined {
  const last = useRef(data);
  useEffect(() => {
    if (data !== undefined) last.current = data;
  }, [data]);
  return data ?? last.current;
}

const statistics = ({ data }: Received) => data;

/** Return the number of pictures: images that failed are none. */
export const labelledOf = ({ images, failed }: Pick<Statistics, "images" | "failed">): number =>
  Math.max(0, images - failed);
