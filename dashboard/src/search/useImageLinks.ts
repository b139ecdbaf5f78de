import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { type SearchState, toUrl } from "../address/state";
import type { GridHandle } from "../pictures/Grid";

/** Links to an image, to the next one, and back to the grid with the focus on the last image. */
export function useImageLinks(state: SearchState, seen: string | null, grid: RefObject<GridHandle | null>) {
  const [, navigate] = useLocation();
  const hrefOf = useCallback((path: string) => toUrl({ ...state, image: path }), [state]);
  const show = (path: string) => navigate(hrefOf(path), { replace: true, state: history.state });
  const close = () => {
    if (history.state?.openedHere) history.back();
    else navigate(toUrl(state), { replace: true });
  };
  // Depends on the address, so that it works for the browser's back button, too.
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (seen === null && last.current !== null) grid.current?.focus(last.current);
    last.current = seen;
  }, [seen, grid]);
  return { hrefOf, show, close };
}
