import type { Place } from "./justify";

/** Divide the grid into groups of pictures, which are shown in full only near the window (pure). */

/**
 * Pictures in a group: few enough that one comes into the page within a frame, and enough that a browser, which asks of
 * each group in each frame whether it can be seen, has few to ask of.
 */
export const SIZE = 32;

/** The places of pictures that follow one another, and the part of the grid that they take. */
export type Group = { first: number; places: Place[]; top: number; height: number };

/** A range of groups: `from` is the first, `to` the one after the last. */
export type Range = { from: number; to: number };

/** Return the groups. A row may be of two groups, which overlap there: the width changes no picture's group. */
export function groupsOf(places: Place[]): Group[] {
  const groups: Group[] = [];
  for (let first = 0; first < places.length; first += SIZE) {
    const own = places.slice(first, first + SIZE);
    const top = own[0]?.top ?? 0;
    groups.push({ first, places: own, top, height: bottomOf(own) - top });
  }
  return groups;
}

/** Return the height that the places take. */
export function bottomOf(places: Place[]): number {
  const last = places.at(-1);
  return last ? last.top + last.height : 0;
}

/** Return the groups that lie between two heights of the grid, at least in part; the first if there is none. */
export function rangeOf(groups: Group[], top: number, bottom: number): Range {
  const from = groups.findIndex((group) => group.top + group.height > top);
  const last = groups.findLastIndex((group) => group.top < bottom);
  return from < 0 || last < from ? { from: 0, to: 1 } : { from, to: last + 1 };
}
