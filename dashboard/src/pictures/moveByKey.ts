import type { KeyboardEvent } from "react";
import { neighbour } from "./arrows";

/**
 * Go from a link of a list to another, if the arrows, Home or End lead to one. Where the links are is looked up when a
 * key is pressed; the grid, which may have thousands, computes it.
 */
export function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  if (isModified(event)) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const places = links.map((link) => link.getBoundingClientRect());
  const now = links.indexOf(event.target as HTMLAnchorElement);
  const link = links[neighbour(places, now, event.key) ?? -1];
  if (!link) return;
  event.preventDefault();
  focusOn(link);
}

/** Return whether a key is pressed together with another one that changes what it means. */
export const isModified = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  altKey || ctrlKey || metaKey || shiftKey;

/** Focus something, and scroll no further than to see it. */
export function focusOn(element: HTMLElement | null | undefined): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
