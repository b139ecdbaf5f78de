import { useQuery } from "@tanstack/react-query";
import { type Answer, answerOf } from "./answer";
import { get } from "./client";
import { polled } from "./queryClient";
import type { FailureCounts } from "./types";

/** The images that could not be labelled, counted by reason. */
export function useFailures(): Answer<FailureCounts> {
  const query = useQuery({
    queryKey: ["failures"],
    queryFn: ({ signal }) => get<FailureCounts>("/api/failures", signal),
    ...polled,
  });
  return answerOf(query, ({ items }) => items.length === 0);
}
