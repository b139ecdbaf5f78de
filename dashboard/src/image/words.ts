import { keyOf } from "../api/spelling";
import type { BroaderLabel, Image, Label } from "../api/types";
import { above, broaderOf, labelsOf } from "../pictures/related";

/** Say what an image shows in plain words, each with its kinds: cat, and then the breeds (pure). */

/** A label, and which models have said it; of a broader label none has. */
export type Said = { name: string; score: number; by: { model: string; score: number }[]; objects: number };
export type Word = Said & { kinds: Said[] };

/** Broader labels that gather too much to say what a picture shows. */
const GATHERING = new Set(["mammal", "pet"]);

/** People do not say "religious building" of a mosque: what they use is one word. */
const isPlain = (key: string): boolean => !key.includes(" ") && !GATHERING.has(key);

/** Return the words, those first of which, or of whose kinds, a model is surest. */
export function wordsOf(image: Image): Word[] {
  const all = labelsOf(image);
  const words = new Map<string, Word>();
  for (const said of saidOf(image.labels)) {
    const top = wordFor(said.name, image, all);
    const word = words.get(keyOf(top.name)) ?? { ...saidAs(top, image.labels), kinds: [] };
    if (keyOf(top.name) !== keyOf(said.name)) word.kinds.push(said);
    words.set(keyOf(top.name), word);
  }
  const surest = (one: Said, other: Said) => other.score - one.score;
  for (const word of words.values()) word.kinds.sort(surest);
  return [...words.values()].sort((one, other) => greatest(other) - greatest(one));
}

const greatest = ({ score, kinds }: Word): number => Math.max(score, kinds[0]?.score ?? 0);

/** Return the broader labels that are no words themselves. */
export function generalOf(image: Image, words: Word[]): BroaderLabel[] {
  const said = new Set(words.map((word) => keyOf(word.name)));
  return broaderOf(image).filter((label) => !said.has(keyOf(label.name)));
}

/**
 * Return the label that a person would use for one: another that a model has said, too, or the closest plain one above
 * it, but none of the most general. A detector's label is plain already, and so is one with several labels above it: a
 * dog is a pet and a mammal.
 */
function wordFor(name: string, image: Image, all: (Label | BroaderLabel)[]): Label | BroaderLabel {
  const label = find(all, name);
  if (image.labels.some((each) => keyOf(each.name) === keyOf(name) && each.boxes)) return label;
  const broader = [...above([name], all)].flatMap((key) => all.filter((each) => keyOf(each.name) === key));
  const said = broader.find((each) => image.labels.includes(each as Label));
  if (said) return wordFor(said.name, image, all);
  if (label.parents?.length > 1) return label;
  const usable = broader.filter((each) => each.parents.length > 0 && isPlain(keyOf(each.name)));
  return usable.find((each) => each.parents.length > 1) ?? usable[0] ?? label;
}

const find = (all: (Label | BroaderLabel)[], name: string) =>
  all.find((each) => keyOf(each.name) === keyOf(name)) as Label | BroaderLabel;

function saidAs(label: Label | BroaderLabel, labels: Label[]): Said {
  const [said] = saidOf(labels.filter((each) => keyOf(each.name) === keyOf(label.name)));
  return said ?? { name: label.name, score: label.score, by: [], objects: 0 };
}

/** Gather what several models say of one label. */
function saidOf(labels: Label[]): Said[] {
  const gathered = new Map<string, Said>();
  for (const { name, score, model, boxes } of labels) {
    const said = gathered.get(keyOf(name)) ?? { name, score, by: [], objects: 0 };
    said.score = Math.max(said.score, score);
    if (model) said.by.push({ model, score });
    said.objects += boxes?.length ?? 0;
    gathered.set(keyOf(name), said);
  }
  return [...gathered.values()];
}
