import type { Place } from "./justify";

/** Find the picture that a key leads to, from the places of all (pure); the page itself is not asked. */

/** Return its index; null for other keys, or if there is no such picture. */
export function neighbour(places: Place[], now: number, key: string): number | null {
  const last = places.length - 1;
  const here = places[now];
  if (!here) return null;
  if (key === "ArrowLeft") return now > 0 ? now - 1 : null;
  if (key === "ArrowRight") return now < last ? now + 1 : null;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowUp") return nextRow(places, now, here, -1);
  if (key === "ArrowDown") return nextRow(places, now, here, 1);
  return null;
}

/** Return the picture of the row before or after whose middle is closest; only these two rows are looked at. */
function nextRow(places: Place[], now: number, here: Place, step: 1 | -1): number | null {
  let row: number | undefined;
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let index = now + step; ; index += step) {
    const place = places[index];
    if (!place) return best;
    if (place.top === here.top) continue;
    row ??= place.top;
    if (place.top !== row) return best;
    const apart = distance(place, here);
    if (apart < least) [best, least] = [index, apart];
  }
}

const distance = (one: Place, other: Place) =>
  Math.abs(one.left + one.width / 2 - other.left - other.width / 2);
