/** Read and write how far back the volume goes, in the page's address (pure). */

const LIVE = "/live";
/** Minutes. */
export const RANGES = ["10", "60", "360", "1440"] as const;
export type Range = (typeof RANGES)[number];
const USUAL: Range = "60";

/** Return the range of a page, by the path and the query of its address. */
export function rangeOf(path: string, query: string): Range {
  const asked = path === LIVE ? new URLSearchParams(query).get("minutes") : null;
  return RANGES.find((each) => each === asked) ?? USUAL;
}

export const rangeUrl = (range: Range): string => (range === USUAL ? LIVE : `${LIVE}?minutes=${range}`);
