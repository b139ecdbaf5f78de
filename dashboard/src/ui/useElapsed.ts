import { useEffect, useState } from "react";

/** Return whether something has lasted for so many milliseconds without a break. */
export function useElapsed(lasts: boolean, milliseconds: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!lasts) return;
    const timer = setTimeout(() => setOver(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [lasts, milliseconds]);
  return isOver;
}
