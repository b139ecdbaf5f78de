/** Arrange pictures, uncropped, in rows that fill the width (pure). */

const NARROWEST = 0.6;
const WIDEST = 2.4;
const UNKNOWN = 1;

/** Return the aspect ratio, limited so that a panorama neither fills a row alone nor becomes a thread. */
export function ratioOf(width: number | null, height: number | null): number {
  if (!width || !height) return UNKNOWN;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

export type Size = { width: number; height: number };

/**
 * Return the size of each tile, in order. A row ends with the picture that brings its height down to `target`.
 * Pictures of an unfinished last row get no size yet unless `complete`, so that pictures on the page never move.
 */
export function justify(
  ratios: number[],
  width: number,
  target: number,
  gap: number,
  complete: boolean,
): Size[] {
  const sizes: Size[] = [];
  let row: number[] = [];
  let sum = 0;
  for (const ratio of ratios) {
    row.push(ratio);
    sum += ratio;
    const height = (width - gap * (row.length - 1)) / sum;
    if (height <= target) {
      sizes.push(...fill(row, width, height, gap));
      row = [];
      sum = 0;
    }
  }
  if (complete) for (const ratio of row) sizes.push({ width: Math.floor(ratio * target), height: target });
  return sizes;
}

/** Use whole pixels, so that rounding never wraps a row; the last picture takes the rest. */
function fill(row: number[], width: number, height: number, gap: number): Size[] {
  const tall = Math.round(height);
  let left = width - gap * (row.length - 1);
  return row.map((ratio, index) => {
    const wide = index === row.length - 1 ? left : Math.floor(ratio * height);
    left -= wide;
    return { width: wide, height: tall };
  });
}
