import { type RefObject, useEffect } from "react";

/**
 * Scroll to the part of the page that the address names, once it is there; the address names it no longer, then. Or the
 * browser would lead there whoever comes back, and not to where they were.
 */
export function useArrivalAt(part: RefObject<HTMLElement | null>, name: string, isThere: boolean) {
  useEffect(() => {
    if (!isThere || location.hash !== `#${name}`) return;
    part.current?.scrollIntoView();
    history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  }, [part, name, isThere]);
}
