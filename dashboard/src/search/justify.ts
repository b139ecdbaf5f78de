/** Rows of pictures that fill the width, each with its whole shape (pure). */

const NARROWEST = 0.6;
const WIDEST = 2.4;
const UNKNOWN = 1;

/** Width by height, within limits, so that a panorama neither fills a row alone nor becomes a thread. */
export function ratioOf(width: number | null, height: number | null): number {
  if (!width || !height) return UNKNOWN;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

export type Size = { width: number; height: number };

/**
 * Return the size of each tile, in order. A row is closed by the picture with which it is no higher than `target`.
 * Pictures of the last row, which more may follow, get no size yet unless `complete`: what is on the page never moves.
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

/** Whole pixels, so that rows do not wrap by a rounding; the last picture takes what is left. */
function fill(row: number[], width: number, height: number, gap: number): Size[] {
  const tall = Math.round(height);
  let left = width - gap * (row.length - 1);
  return row.map((ratio, index) => {
    const wide = index === row.length - 1 ? left : Math.floor(ratio * height);
    left -= wide;
    return { width: wide, height: tall };
  });
}
