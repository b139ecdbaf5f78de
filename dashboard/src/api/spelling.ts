import type { Image } from "./types";

/**
 * Spell a label in the one way of the page, which is also how the API compares labels and counts them: in lower case,
 * with spaces for "_" and "-" (pure).
 */
export const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/** Whether two spellings are of one label. */
export const same = (one: string, other: string): boolean => keyOf(one) === keyOf(other);

/** Return an image whose labels are spelt like those of the counts: models have spellings of their own. */
export const spelt = (image: Image): Image => ({
  ...image,
  labels: image.labels.map((label) => ({ ...label, name: keyOf(label.name) })),
  ...(image.broader && { broader: image.broader.map((label) => ({ ...label, name: keyOf(label.name) })) }),
});

/** Return an answer whose images are spelt so. */
export const allSpelt = <T extends { items: Image[] }>(result: T): T => ({
  ...result,
  items: result.items.map(spelt),
});
