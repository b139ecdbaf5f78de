import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { type Group, type Range, rangeOf } from "./groups";

const FIRST: Range = { from: 0, to: 1 };
const AHEAD = 1; // windows above and below the one that is seen
const REST = 80; // milliseconds without scrolling further
const NEXT = 40; // milliseconds from what is seen to what is ahead: together they would be a long frame

/**
 * Follow which groups are near the window; the function shows those around a height of the grid. While somebody flies
 * past, by more than a window at a time, pictures that nobody can see are not put into the page: it would fall behind.
 */
export function useNear(
  grid: RefObject<HTMLElement | null>,
  groups: Group[],
): [Range, (top: number) => void] {
  const [range, setRange] = useState(FIRST);
  const show = useCallback(
    (top: number, ahead = AHEAD) => {
      const next = rangeOf(groups, top - ahead * innerHeight, top + (ahead + 1) * innerHeight);
      setRange((now) => (now.from === next.from && now.to === next.to ? now : next));
    },
    [groups],
  );
  useLayoutEffect(() => {
    let before: number | undefined;
    let rest = 0;
    const follow = () => {
      if (!grid.current) return;
      const top = -grid.current.getBoundingClientRect().top;
      clearTimeout(rest);
      if (before === undefined || Math.abs(top - before) <= innerHeight) show(top);
      else rest = window.setTimeout(arrive, REST, top);
      before = top;
    };
    const arrive = (top: number) => {
      show(top, 0);
      rest = window.setTimeout(show, NEXT, top);
    };
    follow();
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow);
    return () => {
      clearTimeout(rest);
      removeEventListener("scroll", follow);
      removeEventListener("resize", follow);
    };
  }, [grid, show]);
  return [range, show];
}
