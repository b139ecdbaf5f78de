import { useElapsed } from "./useElapsed";

const MOMENT = 1_000; // milliseconds

/** Return whether something has lasted for a moment at most. */
export function useFirstMoment(lasts: boolean): boolean {
  const isOver = useElapsed(lasts, MOMENT);
  return lasts && !isOver;
}
