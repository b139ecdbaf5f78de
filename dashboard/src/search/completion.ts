import { keyOf } from "../api/spelling";
import type { LabelCount } from "../api/types";

/** Find the labels that complete a typed text (pure). */

/**
 * Return the label that is the text, those that begin with it, then those in which a later word does: "ca" finds "castle" and
 * "tiger cat". Within each, they stay in their order, which is by count.
 */
export function completions(known: LabelCount[], text: string): LabelCount[] {
  const typed = keyOf(text);
  const exact: LabelCount[] = [];
  const first: LabelCount[] = [];
  const later: LabelCount[] = [];
  for (const label of known) {
    const key = keyOf(label.name);
    if (key === typed) exact.push(label);
    else if (key.startsWith(typed)) first.push(label);
    else if (key.includes(` ${typed}`)) later.push(label);
  }
  return [...exact, ...first, ...later];
}

/** Merge two lists of labels, each label once. */
export function merged(one: LabelCount[], other: LabelCount[]): LabelCount[] {
  const keys = new Set(one.map((label) => keyOf(label.name)));
  return [...one, ...other.filter((label) => !keys.has(keyOf(label.name)))];
}
