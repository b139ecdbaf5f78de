import type { Point } from "./zoom";

/** Read gestures from where pointers are (pure). */

/** The pointers on the stage, and where and when the first of them came; `pinched`: there were two. */
export type Touched = { pointers: Map<number, Point>; start: Point; at: number; pinched: boolean };

export type Move = { by: Point; factor: number; around: Point };

const TAP = 8; // pixels that a finger may move
const TAP_TIME = 300; // milliseconds
const BETWEEN = 30; // pixels between two taps
const SWIPE = 48; // pixels

export const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });

/** Return how one or two pointers have moved, when one of them is now somewhere else. */
export function moveOf(pointers: Map<number, Point>, id: number, to: Point): Move {
  const from = pointers.get(id) ?? to;
  const other = [...pointers].find(([each]) => each !== id)?.[1];
  if (!other) return { by: { x: to.x - from.x, y: to.y - from.y }, factor: 1, around: to };
  const [before, after] = [middle(from, other), middle(to, other)];
  return {
    by: { x: after.x - before.x, y: after.y - before.y },
    factor: distance(to, other) / (distance(from, other) || 1),
    around: after,
  };
}

/** Whether a pointer that is lifted has only tapped. */
export const isTap = ({ start, at, pinched }: Touched, end: Point, now: number): boolean =>
  !pinched && distance(start, end) <= TAP && now - at <= TAP_TIME;

/** Whether a tap is the second one at the same place. */
export const isSecondTap = (last: { point: Point; at: number } | null, end: Point, now: number): boolean =>
  last !== null && now - last.at <= TAP_TIME && distance(last.point, end) <= BETWEEN;

/** Return to which side a finger was swiped: -1 to the left, 1 to the right, 0 to none. */
export function swipeOf({ start, pinched }: Touched, end: Point): -1 | 0 | 1 {
  const [x, y] = [end.x - start.x, end.y - start.y];
  if (pinched || Math.abs(x) < SWIPE || Math.abs(x) < 2 * Math.abs(y)) return 0;
  return x < 0 ? -1 : 1;
}
