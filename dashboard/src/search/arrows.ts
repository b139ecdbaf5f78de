import type { KeyboardEvent } from "react";

/** Move the focus between the tiles with the arrow keys, Home and End; Tab still works. */
export function moveFocus(event: KeyboardEvent, grid: HTMLElement | null) {
  if (!grid || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const tiles = [...grid.querySelectorAll<HTMLElement>("a")];
  const now = tiles.indexOf(document.activeElement as HTMLElement);
  if (now < 0) return;
  const next = neighbour(
    tiles.map((tile) => tile.getBoundingClientRect()),
    now,
    event.key,
  );
  const tile = next === null ? undefined : tiles[next];
  if (!tile) return;
  event.preventDefault();
  tile.focus({ preventScroll: true });
  tile.scrollIntoView({ block: "nearest" });
}

export type Place = { top: number; left: number; width: number };

/** Return the index of the tile that a key leads to; null for other keys, or if there is no such tile (pure). */
export function neighbour(places: Place[], now: number, key: string): number | null {
  const last = places.length - 1;
  const here = places[now];
  if (!here) return null;
  if (key === "ArrowLeft") return now > 0 ? now - 1 : null;
  if (key === "ArrowRight") return now < last ? now + 1 : null;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const step = key === "ArrowDown" ? 1 : -1;
  let row: number | undefined;
  let best: number | null = null;
  for (let index = now; index >= 0 && index <= last; index += step) {
    const place = places[index] as Place;
    if (place.top === here.top) continue;
    row ??= place.top;
    if (place.top !== row) break;
    if (best === null || distance(place, here) < distance(places[best] as Place, here)) best = index;
  }
  return best;
}

const distance = (one: Place, other: Place) =>
  Math.abs(one.left + one.width / 2 - other.left - other.width / 2);
