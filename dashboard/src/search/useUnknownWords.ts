import { EMPTY, included, type SearchState, toQuery } from "../address/state";
import type { Answer } from "../api/answer";
import { useEachLabel } from "../api/searches";
import { same } from "../api/spelling";
import type { LabelCount } from "../api/types";
import type { Unknown } from "./nothing";

/**
 * Return the words of a search without result that find nothing by themselves. The answer to a search for several words
 * does not say which of them its suggestions are for, so that each is asked for alone; unless it was.
 */
export function useUnknownWords(state: SearchState, suggestions: LabelCount[]): Answer<Unknown[]> {
  const terms = included(state);
  const [first] = terms;
  const isAlone = first !== undefined && toQuery(state) === toQuery({ ...EMPTY, terms: [first] });
  const each = useEachLabel(isAlone ? [] : terms.map((term) => term.name));
  if (isAlone) return { state: "ready", data: [{ name: first.name, suggestions }] };
  if (each.some((answer) => answer.state === "loading")) return { state: "loading" };
  const words = terms.flatMap(({ name }, index) => {
    const found = each[index];
    if (found?.state !== "empty") return [];
    return [{ name, suggestions: found.data.suggestions.filter((label) => !same(label.name, name)) }];
  });
  return { state: words.length > 0 ? "ready" : "empty", data: words };
}
