import { useEffect } from "react";
import { useElapsed } from "../ui/useElapsed";

const LONGEST = 3_000; // milliseconds; then it acts on what is there

/** Do something once, when somebody waits for it and it is ready, or has not been for three seconds. */
export function useAwaited(waits: boolean, isReady: boolean, act: () => void) {
  const isOver = useElapsed(waits, LONGEST);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it acts as things are when it can, and once
  useEffect(() => {
    if (waits && (isReady || isOver)) act();
  }, [waits, isReady, isOver]);
}
