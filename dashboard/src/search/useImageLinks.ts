import { type RefObject, useCallback } from "react";
import { useLocation } from "wouter";
import { type SearchState, toUrl } from "./state";

/** What a step in the history remembers when an image was opened from the page beneath, so that back closes it. */
export const OPENED_HERE = { openedHere: true };

const tileOf = (grid: HTMLElement | null, path: string) =>
  grid?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);

/** The ways to an image, on to the next, and back to the grid with the focus on the image seen last. */
export function useImageLinks(state: SearchState, seen: string | null, grid: RefObject<HTMLElement | null>) {
  const [, navigate] = useLocation();
  const hrefOf = useCallback((path: string) => toUrl({ ...state, image: path }), [state]);
  const show = (path: string) => navigate(hrefOf(path), { replace: true, state: history.state });
  const close = () => {
    if (history.state?.openedHere) history.back();
    else navigate(toUrl(state), { replace: true });
    requestAnimationFrame(() => {
      const tile = seen === null ? null : tileOf(grid.current, seen);
      tile?.focus({ preventScroll: true });
      tile?.scrollIntoView({ block: "nearest" });
    });
  };
  return { hrefOf, show, close };
}
