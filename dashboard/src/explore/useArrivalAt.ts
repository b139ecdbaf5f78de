import { type RefObject, useEffect } from "react";

/**
 * Scroll to the part of the page that the address names, once it is there. Not when somebody comes back, to where they
 * were: the history keeps that they have arrived.
 */
export function useArrivalAt(part: RefObject<HTMLElement | null>, id: string, isThere: boolean) {
  useEffect(() => {
    if (!isThere || location.hash !== `#${id}` || history.state?.hasArrived) return;
    part.current?.scrollIntoView();
    history.replaceState({ ...history.state, hasArrived: true }, "");
  }, [part, id, isThere]);
}
