import { keyOf, same } from "../api/spelling";
import type { BroaderLabel, Image, Label } from "../api/types";
import { above, broaderOf, labelsOf } from "./related";

/** Choose the labels that stand for an image (pure). */

type Scored = Label | BroaderLabel;

/** From this score on, a label stands for its image alone; below, a broader one that is surer comes first. */
const CONFIDENT = 0.5;

/** Return the labels of a tile's caption: those asked for, or the best. */
export function captionOf(image: Image, asked: string[]): Scored[] {
  const found = asked.flatMap((name) => askedFor(image, name));
  return found.length ? [...new Set(found)] : best(image);
}

/** Return the label asked for; after a broader one, the best of the labels below it. */
function askedFor(image: Image, name: string): Scored[] {
  const all = labelsOf(image);
  const [found] = all.filter((label) => same(label.name, name)).sort((one, other) => other.score - one.score);
  if (!found) return [];
  const below = image.labels.find((label) => above([label.name], all).has(keyOf(name)));
  return below ? [found, below] : [found];
}

/** Return the best label, after the most specific broader label that is surer where the best one is not sure. */
function best(image: Image): Scored[] {
  const [label] = image.labels;
  if (label && label.score >= CONFIDENT) return [label];
  const broader = broaderOf(image);
  const general = above(
    broader.map((each) => each.name),
    broader,
  );
  const nearest = broader.find((each) => !general.has(keyOf(each.name)));
  if (!label) return nearest ? [nearest] : [];
  return nearest && nearest.score > label.score ? [nearest, label] : [label];
}

/** Describe an image in words. */
export function describe(image: Image): string {
  if (image.error) return `${image.path}: ${image.error.message}`;
  const names = [...best(image), ...image.labels].map((label) => label.name);
  return [...new Set(names)].join(", ") || image.path;
}
