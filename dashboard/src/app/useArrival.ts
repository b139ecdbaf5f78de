import { type RefObject, useEffect, useRef } from "react";

/** On another page the focus is at its beginning, and so is the window, unless the reader went back to where they were. */
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
      if (!isBack.current) scrollTo({ top: 0 });
    }
    before.current = path;
    isBack.current = false;
  }, [path, main]);
}
