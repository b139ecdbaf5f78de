import type { Term } from "../address/state";
import { keyOf } from "../api/spelling";
import type { Understood } from "../api/types";

/** Say what the API has taken the words of a search for (pure). */

/** Return the labels that the terms were taken for; words of paths are none. */
export function meant(terms: Term[], understood: Understood[]): Term[] {
  return terms.flatMap((term) => {
    const entry = understood.find((each) => each.asked === keyOf(term.name));
    if (!entry) return term;
    return entry.because === "path" ? [] : { ...term, name: entry.as };
  });
}

/** Return what was understood, in words; that "dogs" are "dog" goes without saying. */
export function explain(terms: Term[], understood: Understood[], found: boolean): string[] {
  const shown = found ? "showing" : "looked for";
  return understood
    .filter(({ because }) => because !== "plural")
    .map(({ asked, as, because }) => {
      const term = terms.find(({ name }) => keyOf(name) === asked);
      if (because === "path") return `${as}: in the names of files and folders`;
      const word = `${term?.name ?? asked}${because === "translation" ? " (another language)" : ""}`;
      return `${word}: ${term?.excluded ? "leaving out" : shown} ${as}`;
    });
}
