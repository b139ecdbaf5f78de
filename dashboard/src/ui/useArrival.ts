import { useEffect, useRef } from "react";

/** The id of what is below the head. */
export const MAIN = "main";

/** Whether the reader went through the history. Kept from the start, so that it is known before the router hears of it. */
let isBack = false;
addEventListener("popstate", () => {
  isBack = true;
});
addEventListener("pushState", () => {
  isBack = false; // the router's event
});

/**
 * On a new page, move the focus and the scroll position to the top, unless the reader went back in the history, or the
 * address names a part of the page.
 */
export function useArrival(page: string) {
  const before = useRef(page);
  const isAtPart = location.hash !== ""; // before that part of the page takes it away
  useEffect(() => {
    if (page === before.current) return;
    before.current = page;
    document.getElementById(MAIN)?.focus({ preventScroll: true });
    if (!isBack && !isAtPart) scrollTo({ top: 0 });
  }, [page, isAtPart]);
}
