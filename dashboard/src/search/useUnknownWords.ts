import { EMPTY, included, type SearchState, toQuery } from "../address/state";
import { useEachLabel } from "../api/queries";
import { same } from "../api/spelling";
import type { LabelCount } from "../api/types";
import type { Unknown } from "./nothing";

/**
 * Return the words of a search without result that find nothing by themselves. The answer to a search for several words
 * does not say which of them its suggestions are for, so that each is asked for alone; unless it was.
 */
export function useUnknownWords(state: SearchState, suggestions: LabelCount[]): Unknown[] {
  const terms = included(state);
  const [first] = terms;
  const isAlone = first !== undefined && toQuery(state) === toQuery({ ...EMPTY, terms: [first] });
  const each = useEachLabel(isAlone ? [] : terms.map((term) => term.name));
  if (isAlone) return [{ name: first.name, suggestions }];
  return terms.flatMap(({ name }, index) => {
    const found = each[index]?.data;
    if (!found || found.items.length > 0) return [];
    return [{ name, suggestions: found.suggestions.filter((label) => !same(label.name, name)) }];
  });
}
