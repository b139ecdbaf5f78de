import { dataOf } from "../api/answer";
import { useFound } from "../api/found";
import { isSettled, outcomeOf, type Retry, searchesOf, until } from "./outcome";

/** What became of a retry, kept up to date until none of its images waits. */
export function Outcome({ retry }: { retry: Retry }) {
  const isKnown = retry.started !== undefined && retry.failed > 0;
  const since = useFound(searchesOf(retry), isKnown, {
    isSettled: (counts) => isSettled(retry, counts),
    until: until(retry),
  });
  return <>{outcomeOf(retry, dataOf(since))}</>;
}
