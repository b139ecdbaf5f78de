import { type MouseEvent, useCallback } from "react";
import { useLocation } from "wouter";

/** The history state of an image that was opened from the page beneath, so that "back" closes it. */
export const OPENED_HERE = { openedHere: true };

/**
 * Return a handler for a click on any link within an element: one for all tiles, because a component for each link
 * would follow the address on its own. Clicks for a new tab or window are left to the browser.
 */
export function useOpen(): (event: MouseEvent) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (event) => {
      const address = (event.target as Element).closest("a")?.getAttribute("href");
      const isOther = event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (!address || isOther) return;
      event.preventDefault();
      navigate(address, { state: OPENED_HERE });
    },
    [navigate],
  );
}
