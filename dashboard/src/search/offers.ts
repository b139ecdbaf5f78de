import { type SearchState, type Term, withName, withTerm } from "../address/state";
import { keyOf, same } from "../api/spelling";
import type { Because, Completions, LabelCount } from "../api/types";
import { completions } from "./completion";

/** Decide what the search box offers for a typed text, and what each offer does to the search (pure). */

export type Offer =
  /** A word that means a label, which so many images have; mostly the label itself. */
  | { kind: "label"; word: string; label: string; because: Because | null; images: number }
  /** Words in the names of files and folders. */
  | { kind: "name"; words: string }
  | { kind: "folder"; path: string }
  /** The typed word itself, whatever it means. */
  | { kind: "typed"; word: string };

/** What completes a text: as the API says; until it has answered, or if it does not, the labels that are known here. */
export type Known = { labels: LabelCount[]; completed: Completions | undefined };

/**
 * Return the offers for a typed label: what completes it, but for what is chosen; last the word itself, if it is new. A
 * name that is typed in full comes before longer labels.
 */
export function offersFor(
  { labels, completed }: Known,
  chosen: Term[],
  typed: Term | null,
  most: number,
): Offer[] {
  const word = typed?.name ?? "";
  const found = completed ? completed.items.map(offerOf) : completions(labels, word).map(offerOfLabel);
  const offers: Offer[] = found
    .filter((offer) => !isChosen(chosen, offer.word) && !isChosen(chosen, offer.label))
    .slice(0, most);
  if (!keyOf(word)) return offers;
  const isLabel = found.some((offer) => same(offer.word, word));
  if (completed && !typed?.excluded) {
    const isFirst = (words: string) => !isLabel && same(words, word);
    offers.unshift(...completed.names.filter(isFirst).map(offerOfName));
    offers.push(...completed.names.filter((words) => !isFirst(words)).map(offerOfName));
    offers.push(...completed.folders.map((path): Offer => ({ kind: "folder", path })));
  }
  const isKnown = isChosen(chosen, word) || isLabel;
  return isKnown ? offers : [...offers, { kind: "typed", word }];
}

/** Return the index of the offer that is marked while one types: none without a text, or for a label chosen already. */
export const markedFor = (chosen: Term[], text: string): number =>
  keyOf(text) && !isChosen(chosen, text) ? 0 : -1;

/** Return what Enter takes of the offers: the marked one, or the typed word; null as long as a better one may come. */
export function entered(offers: Offer[], marked: number, isSure: boolean, word: string): Offer | null {
  if (marked >= 0 && !isSure) return null;
  return offers[marked] ?? { kind: "typed", word };
}

/** Return the search with an offer taken. */
export function withOffer(state: SearchState, offer: Offer, excluded: boolean): SearchState {
  if (offer.kind === "name") return withName(state, offer.words);
  if (offer.kind === "folder") return { ...state, filters: { ...state.filters, prefix: offer.path } };
  return withTerm(state, { name: offer.word, excluded });
}

/** Return what tells an offer from the others. */
export const keyOfOffer = (offer: Offer): string =>
  `${offer.kind} ${offer.kind === "name" ? offer.words : offer.kind === "folder" ? offer.path : offer.word}`;

const offerOfName = (words: string): Offer => ({ kind: "name", words });

const isChosen = (chosen: Term[], name: string) => chosen.some((term) => same(term.name, name));

type LabelOffer = Extract<Offer, { kind: "label" }>;

const offerOf = ({ word, as, because, images }: Completions["items"][number]): LabelOffer => ({
  kind: "label",
  word,
  label: as,
  because,
  images,
});

const offerOfLabel = ({ name, images }: LabelCount): LabelOffer => ({
  kind: "label",
  word: name,
  label: name,
  because: null,
  images,
});
