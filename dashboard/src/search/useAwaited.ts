import { useEffect, useState } from "react";

const LONGEST = 1_000; // milliseconds; then what is there is taken

/** Do something once, when somebody waits for it and it is ready, or has not been for a second. */
export function useAwaited(waits: boolean, isReady: boolean, act: () => void) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setOver(true), LONGEST);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [waits]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it acts as things are when it can, and once
  useEffect(() => {
    if (waits && (isReady || isOver)) act();
  }, [waits, isReady, isOver]);
}
