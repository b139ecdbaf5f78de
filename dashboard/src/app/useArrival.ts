import { type RefObject, useEffect, useRef } from "react";

/**
 * On a new page, move the focus and the scroll position to the top, unless the reader went back in the history, or the
 * address names a part of the page.
 */
export function useArrival(path: string, main: RefObject<HTMLElement | null>) {
  const before = useRef(path);
  const isBack = useRef(false);
  useEffect(() => {
    const mark = () => {
      isBack.current = true;
    };
    addEventListener("popstate", mark);
    return () => removeEventListener("popstate", mark);
  }, []);
  useEffect(() => {
    if (path !== before.current) {
      main.current?.focus({ preventScroll: true });
      if (!isBack.current && !location.hash) scrollTo({ top: 0 });
    }
    before.current = path;
    isBack.current = false;
  }, [path, main]);
}
