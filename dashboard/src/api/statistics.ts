import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Answer, answerOf, part, previousOf } from "./answer";
import { type Dated, getDated } from "./client";
import { polled } from "./queryClient";
import type { Statistics } from "./types";

/** Ask how much is done, and how fast. */

export type Told = {
  /** With the history of this very range. */
  answer: Answer<Statistics>;
  /** The figures, which are the same whatever the range: only the history is of that. */
  figures: Answer<Statistics>;
  /** When that was, in milliseconds: by the clock of the API, and by the browser's; 0 until there is an answer. */
  at: number;
  updated: number;
  isFailing: boolean;
};

/** The statistics with a history of so many minutes. Use `useStats` of the address, which makes it one poll. */
export function useStatistics(minutes: number): Told {
  const query = useQuery({
    queryKey: ["stats", minutes],
    queryFn: ({ signal }) => getDated<Statistics>(`/api/stats?minutes=${minutes}`, signal),
    placeholderData: keepPreviousData,
    gcTime: 0, // or figures from long ago would be shown when one comes back to a range
    ...polled,
  });
  const dated = answerOf(query);
  const previous = previousOf(dated);
  return {
    answer: part(dated, statistics),
    figures: part(previous ? { state: "ready", data: previous } : dated, statistics),
    at: query.data?.at ?? 0,
    updated: query.dataUpdatedAt,
    isFailing: query.failureCount > 0 || query.isError,
  };
}

const statistics = ({ data }: Dated<Statistics>) => data;

/** Return the number of pictures: images that failed are none. */
export const labelledOf = ({ images, failed }: Pick<Statistics, "images" | "failed">): number =>
  Math.max(0, images - failed);
