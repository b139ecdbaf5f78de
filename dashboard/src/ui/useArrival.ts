import { useEffect, useRef } from "react";

/** The id of what is below the head. */
export const MAIN = "main";

/**
 * On a new page, move the focus and the scroll position to the top, unless the reader went back in the history, or the
 * address names a part of the page.
 */
export function useArrival(page: string) {
  const before = useRef(page);
  const isAtPart = location.hash !== ""; // before that part of the page takes it away
  const isBack = useRef(false);
  useEffect(() => {
    const mark = () => {
      isBack.current = true;
    };
    addEventListener("popstate", mark, true); // before the router shows the page
    return () => removeEventListener("popstate", mark, true);
  }, []);
  useEffect(() => {
    if (page !== before.current) {
      document.getElementById(MAIN)?.focus({ preventScroll: true });
      if (!isBack.current && !isAtPart) scrollTo({ top: 0 });
    }
    before.current = page;
    isBack.current = false;
  }, [page, isAtPart]);
}
