/** Give pictures, uncropped, their places in rows that fill the width (pure). */

export const GAP = 4;
/** Return the height that rows come close to. */
export const rowHeight = (width: number): number => (width < 600 ? 124 : 168);

const NARROWEST = 0.6;
const WIDEST = 2.4;
const UNKNOWN = 1;

/** Return the aspect ratio, limited so that a panorama neither fills a row alone nor becomes a thread. */
export function ratioOf(width: number | null, height: number | null): number {
  if (!width || !height) return UNKNOWN;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Where a picture is, in whole pixels from the corner of the grid. */
export type Place = { left: number; top: number; width: number; height: number };

/**
 * Return the place of each picture, in order. A row ends with the picture that brings its height down to `target`.
 * Pictures of an unfinished last row get no place yet unless `complete`, so that pictures on the page never move.
 */
export function justify(ratios: number[], width: number, target: number, complete: boolean): Place[] {
  const places: Place[] = [];
  let top = 0;
  let row: number[] = [];
  let sum = 0;
  for (const ratio of ratios) {
    row.push(ratio);
    sum += ratio;
    const height = (width - GAP * (row.length - 1)) / sum;
    if (height <= target) {
      places.push(...fill(row, width, top, height));
      top += Math.round(height) + GAP;
      row = [];
      sum = 0;
    }
  }
  if (complete) places.push(...unfilled(row, top, target));
  return places;
}

/** Use whole pixels, so that nothing is blurred; the last picture takes the rest. */
function fill(row: number[], width: number, top: number, height: number): Place[] {
  const tall = Math.round(height);
  let left = 0;
  return row.map((ratio, index) => {
    const wide = index === row.length - 1 ? width - left : Math.floor(ratio * height);
    const place = { left, top, width: wide, height: tall };
    left += wide + GAP;
    return place;
  });
}

function unfilled(row: number[], top: number, height: number): Place[] {
  let left = 0;
  return row.map((ratio) => {
    const place = { left, top, width: Math.floor(ratio * height), height };
    left += place.width + GAP;
    return place;
  });
}
