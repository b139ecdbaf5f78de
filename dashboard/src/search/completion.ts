import type { LabelCount } from "../api/types";

/** Find the labels that complete a typed text (pure). */

/** Normalise a label as the API does: case, "_", "-" and spaces do not matter. */
export const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/**
 * Return the labels that begin with the text, then those in which a later word does: "ca" finds "castle" and
 * "tiger cat". Within each, they stay in their order, which is by count.
 */
export function completions(known: LabelCount[], text: string): LabelCount[] {
  const typed = keyOf(text);
  const first: LabelCount[] = [];
  const later: LabelCount[] = [];
  for (const label of known) {
    const key = keyOf(label.name);
    if (key.startsWith(typed)) first.push(label);
    else if (key.includes(` ${typed}`)) later.push(label);
  }
  return [...first, ...later];
}

/** Merge two lists of labels, each label once. */
export function merged(one: LabelCount[], other: LabelCount[]): LabelCount[] {
  const keys = new Set(one.map((label) => keyOf(label.name)));
  return [...one, ...other.filter((label) => !keys.has(keyOf(label.name)))];
}
