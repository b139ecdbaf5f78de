import { keyOf } from "../api/spelling";
import type { BroaderLabel, Image, Label, LabelCount } from "../api/types";

/** Find which labels are above others, as far as an answer names their parents (pure). */

export type Related = Pick<LabelCount | Label | BroaderLabel, "name" | "parents">;

/** Return the broader labels of an image; APIs without a taxonomy name none. */
export const broaderOf = (image: Image): BroaderLabel[] => image.broader ?? [];

/** Return all labels of an image. */
export const labelsOf = (image: Image): (Label | BroaderLabel)[] => [...image.labels, ...broaderOf(image)];

/** Return the keys of all labels that are above some, at any distance. */
export function above(names: string[], known: Related[]): Set<string> {
  const parents = new Map(known.map((label) => [keyOf(label.name), label.parents ?? []]));
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const next = (parents.get(keyOf(name)) ?? []).filter((parent) => !found.has(keyOf(parent)));
    for (const parent of next) found.add(keyOf(parent));
    open.push(...next);
  }
  return found;
}
