import { useCallback, useSyncExternalStore } from "react";

/** The widest window that is laid out for a phone. */
export const PHONE = "(max-width: 640px)";
/** The widest window in which what is beside the pictures is below or above them, as in the styles. */
export const NARROW = "(max-width: 860px)";

/** Return whether a media query matches, also when that changes. */
export function useMatches(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
