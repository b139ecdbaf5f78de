import type { Term } from "../address/state";
import { keyOf, same } from "../api/spelling";
import type { LabelCount } from "../api/types";
import { completions } from "./completion";

/** Decide what the search box offers for a typed text, and what Enter takes of it (pure). */

/** A label with its number of images; or, without a number, the typed word itself. */
export type Offer = { name: string; images: number | null };

/** Return the labels that complete the text, but for those chosen; last the text itself, unless it is a label. */
export function offersFor(known: LabelCount[], chosen: Term[], text: string, most: number): Offer[] {
  const labels = completions(known, text);
  const offers: Offer[] = labels.filter(({ name }) => !isChosen(chosen, name)).slice(0, most);
  const isKnown = isChosen(chosen, text) || labels.some(({ name }) => same(name, text));
  return keyOf(text) && !isKnown ? [...offers, { name: text, images: null }] : offers;
}

/** Return the index of the offer that is marked while one types: none without a text, or for a label chosen already. */
export const markedFor = (chosen: Term[], text: string): number =>
  keyOf(text) && !isChosen(chosen, text) ? 0 : -1;

const isChosen = (chosen: Term[], name: string) => chosen.some((term) => same(term.name, name));
