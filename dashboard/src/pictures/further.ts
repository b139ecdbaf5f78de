export const MOST_SHORT = 5; // pages that are fetched without being asked for

/**
 * Return whether to go on only when asked to: the last pages were all shorter than they may be, so little of what the
 * app has looked at belongs to the result.
 */
export function isSparse(sizes: number[], full: number): boolean {
  const last = sizes.slice(-MOST_SHORT);
  return last.length === MOST_SHORT && last.every((size) => size < full);
}
