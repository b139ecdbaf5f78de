import { type SearchState, type Term, withName, withoutTerm } from "../address/state";
import { keyOf } from "../api/spelling";
import type { Understood } from "../api/types";

/** Say what the API has taken the words of a search for, and how to take that back (pure). */

/** What a word was taken for, in words; and the search that takes it for a word of names instead. */
type Explained = { word: string; text: string; inNames: SearchState | null };

/** Return the labels that the terms were taken for; words of paths are none. */
export function meant(terms: Term[], understood: Understood[]): Term[] {
  return terms.flatMap((term) => {
    const entry = understood.find((each) => each.asked === keyOf(term.name));
    if (!entry) return term;
    return entry.because === "path" ? [] : { ...term, name: entry.as };
  });
}

/** Return what was understood; that "dogs" are "dog" goes without saying. */
export function explain(state: SearchState, understood: Understood[]): Explained[] {
  return understood
    .filter(({ because }) => because !== "plural")
    .map(({ asked, as, because }) => {
      const term = state.terms.find(({ name }) => keyOf(name) === asked);
      const word = term?.name ?? asked;
      if (because === "path") return { word, text: `${as}, in names of files and folders`, inNames: null };
      if (term?.excluded) return { word, text: `without ${as}, for ${word}`, inNames: null };
      return { word, text: `${word}, as ${as}`, inNames: withName(withoutTerm(state, word), word) };
    });
}
