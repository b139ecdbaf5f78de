import { useEffect, useState } from "react";

const MOMENT = 1_000; // milliseconds

/** Return whether something has lasted for a moment at most. */
export function useFirstMoment(lasts: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!lasts) return;
    const timer = setTimeout(() => setOver(true), MOMENT);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [lasts]);
  return lasts && !isOver;
}
