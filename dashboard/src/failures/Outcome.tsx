import { answerOf, dataOf } from "../api/answer";
import { useFound } from "../api/queries";
import { isOver, outcomeOf, type Retry, searchesOf } from "./outcome";

/** What became of a retry, kept up to date until none of its images waits. */
export function Outcome({ retry }: { retry: Retry }) {
  const isKnown = retry.started !== undefined && retry.failed > 0;
  const since = useFound(searchesOf(retry), isKnown, (counts) => isOver(retry, counts, Date.now()));
  return <>{outcomeOf(retry, dataOf(answerOf(since)))}</>;
}
