import { EMPTY, included, isEmpty, type SearchState, withoutTerm } from "../address/state";
import type { LabelCount } from "../api/types";

/** Say why a search has found nothing, and what would help (pure). */

/** A word that finds nothing by itself, and the labels that are like it. */
export type Unknown = { name: string; suggestions: LabelCount[] };

type Remedy = { name: string; state: SearchState };
export type Nothing = { title: string; remedies: Remedy[] };

/** Return the reason, and the searches that ask for less; the last is for everything. */
export function whyNothing(state: SearchState, unknown: Unknown[]): Nothing {
  const all: Remedy = { name: "Show all pictures", state: EMPTY };
  if (unknown.length === 0) return { title: titleOf(state), remedies: [...remediesFor(state), all] };
  const title = `No picture has ${unknown.map(({ name }) => quoted(name)).join(" or ")}`;
  const without = unknown
    .filter(() => state.terms.length > unknown.length)
    .map(({ name }) => ({ name: `Without ${quoted(name)}`, state: withoutTerm(state, name) }));
  return { title, remedies: [...without, all] };
}

/** Return the labels that have others below them and none above; all labels if none are related. */
export function mostGeneral(labels: LabelCount[]): LabelCount[] {
  const general = labels.filter(({ kind, parents }) => kind === "broader" && parents?.length === 0);
  return general.length > 0 ? general : labels;
}

const quoted = (name: string) => `“${name}”`;
const isFiltered = (state: SearchState) => Object.keys(state.filters).length > 0;
const excludes = (state: SearchState) => state.terms.some((term) => term.excluded);

function titleOf(state: SearchState): string {
  const labels = included(state);
  const place = isFiltered(state) ? " here" : "";
  const [label, second] = labels;
  if (!label) {
    return excludes(state) ? `No picture${place} is without what is left out` : "Nothing was found here";
  }
  const what = second ? `${state.match} of these labels` : quoted(label.name);
  const sure = state.minScore ? " with that confidence" : "";
  const without = excludes(state) ? " without what is left out" : "";
  return `No picture has ${what}${place}${sure}${without}`;
}

function remediesFor(state: SearchState): Remedy[] {
  const labels = included(state);
  const remedies: Remedy[] = [];
  if (labels.length && state.minScore)
    remedies.push({ name: "At any confidence", state: { ...state, minScore: 0 } });
  if (labels.length > 1 && state.match === "all")
    remedies.push({ name: "Any of the labels", state: { ...state, match: "any" } });
  if (excludes(state)) remedies.push({ name: "With what was left out", state: { ...state, terms: labels } });
  if (isFiltered(state)) {
    const isFolder = Object.keys(state.filters).join() === "prefix";
    remedies.push({
      name: isFolder ? "In all folders" : "Without the filters",
      state: { ...state, filters: {} },
    });
  }
  return remedies.filter((remedy) => !isEmpty(remedy.state));
}
