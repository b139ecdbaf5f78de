import { type SearchState, type Term, withName, withoutTerm } from "../address/state";
import { keyOf } from "../api/spelling";
import type { Understood } from "../api/types";

/** Say what the API has taken the words of a search for, and how to take that back (pure). */

/** What a word was taken for, in words; and the search that takes that back, with its name. */
type Explained = { word: string; text: string; otherwise: { name: string; state: SearchState } };

/** Return the labels that the terms were taken for; words of paths are none. */
export function meant(terms: Term[], understood: Understood[]): Term[] {
  return terms.flatMap((term) => {
    const entry = understood.find((each) => each.asked === keyOf(term.name));
    if (!entry) return term;
    return entry.because === "path" ? [] : { ...term, name: entry.as };
  });
}

/**
 * Return what was understood; that "dogs" are "dog" goes without saying. A label is taken back for the word in names.
 * What is in names already, or is left out, can mean nothing else: there is no label of that name, and names leave
 * nothing out. So that is taken back as a whole.
 */
export function explain(state: SearchState, understood: Understood[]): Explained[] {
  return understood
    .filter(({ because }) => because !== "plural")
    .map(({ asked, as, because }) => {
      const term = state.terms.find(({ name }) => keyOf(name) === asked);
      const word = term?.name ?? asked;
      const without = withoutTerm(state, word);
      if (because === "path") {
        const text = `${as}, in names of files and folders`;
        return { word, text, otherwise: { name: "search without it", state: without } };
      }
      if (term?.excluded) {
        const text = `without ${as}, for ${word}`;
        return { word, text, otherwise: { name: "do not leave it out", state: without } };
      }
      const inNames = { name: "only in names", state: withName(without, word) };
      return { word, text: `${word}, as ${as}`, otherwise: inNames };
    });
}
