/**
 * What is known of a question to the API (pure). Every part of the page asks this, and no query itself, so that the
 * data of another question is never taken for the answer.
 */
export type Answer<T> =
  /** `previous` is of another question: to be shown as old, for a moment. */
  | { state: "loading"; previous?: T | undefined }
  /** There is nothing to show; whether it passes, the error says. */
  | { state: "failed"; error: unknown }
  /** This API does not answer that. */
  | { state: "unsupported" }
  | { state: "empty"; data: T }
  | { state: "ready"; data: T };

/** What a query of react-query says of itself. */
type Query<T> = {
  data: T | undefined;
  isPlaceholderData: boolean;
  error: unknown;
  failureCount: number;
  failureReason: unknown;
};

type IsEmpty<T> = (data: T) => boolean;

const never = () => false;

/** Return what a query has answered so far; one that failed has failed until its next try succeeds. */
export function answerOf<T>(query: Query<T>, isEmpty: IsEmpty<T> = never): Answer<T> {
  const { data, isPlaceholderData, error, failureCount, failureReason } = query;
  if (data !== undefined && !isPlaceholderData) return found(data, isEmpty);
  if (error !== null || failureCount > 0) return { state: "failed", error: error ?? failureReason };
  return { state: "loading", previous: data };
}

/** Return the answer to a part of a question, which APIs of another version may leave out. */
export function part<T, P>(
  answer: Answer<T>,
  pick: (data: T) => P | null | undefined,
  isEmpty: IsEmpty<P> = never,
): Answer<P> {
  if (answer.state === "loading") {
    const { previous } = answer;
    return { state: "loading", previous: previous === undefined ? undefined : (pick(previous) ?? undefined) };
  }
  if (answer.state === "failed" || answer.state === "unsupported") return answer;
  const data = pick(answer.data);
  return data == null ? { state: "unsupported" } : found(data, isEmpty);
}

/** Return the data of this very question, if there is an answer. */
export const dataOf = <T>(answer: Answer<T>): T | undefined => ("data" in answer ? answer.data : undefined);

/** Return the data of the question before, as long as the answer to this one is awaited. */
export const previousOf = <T>(answer: Answer<T>): T | undefined =>
  answer.state === "loading" ? answer.previous : undefined;

function found<T>(data: T, isEmpty: IsEmpty<T>): Answer<T> {
  return { state: isEmpty(data) ? "empty" : "ready", data };
}
