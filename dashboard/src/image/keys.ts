import type { KeyboardEvent } from "react";
import type { Point } from "./zoom";

const FAR = 80; // pixels
const MOVES: Record<string, Point> = {
  ArrowLeft: { x: FAR, y: 0 },
  ArrowRight: { x: -FAR, y: 0 },
  ArrowUp: { x: 0, y: FAR },
  ArrowDown: { x: 0, y: -FAR },
};

/** Keys that do the same where a keyboard has the other one on another layer. */
const SAME: Record<string, string> = { "=": "+", _: "-" };

/** What goes on while a key is held; the others would switch back and forth, or download again and again. */
const REPEATED = new Set([...Object.keys(MOVES), "+", "-"]);

/** Press the button of an open image that has the key, or do what `others` say; with Shift, arrows move the picture. */
export function pressKey(
  event: KeyboardEvent<HTMLElement>,
  move: (by: Point) => void,
  others: Record<string, () => void> = {},
) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const by = event.shiftKey ? MOVES[event.key] : undefined;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")];
  const key = SAME[event.key] ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  const button = buttons.find((each) => each.getAttribute("aria-keyshortcuts") === key);
  const press = others[key] ?? (button && (() => button.click()));
  if (!by && !press) return;
  event.preventDefault();
  if (event.repeat && !REPEATED.has(key)) return;
  if (by) move(by);
  else press?.();
}
