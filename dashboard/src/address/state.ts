import { same } from "../api/spelling";

/** Read and write a search in the page's address, with the API's own parameters (pure). */

export type Term = { name: string; excluded: boolean };

export type SearchState = {
  terms: Term[];
  match: "all" | "any";
  minScore: number;
  /** Empty: the API's default, which is best first where scores can be compared. */
  sort: "" | "score" | "newest";
  filters: Partial<Record<Filter, string>>;
  /** The path of the open image. */
  image: string | null;
};

export const FILTERS = ["name", "prefix", "status", "error", "model"] as const;
export type Filter = (typeof FILTERS)[number];

export const EMPTY: SearchState = {
  terms: [],
  match: "all",
  minScore: 0,
  sort: "",
  filters: {},
  image: null,
};

export function parseState(query: string): SearchState {
  const parameters = new URLSearchParams(query);
  const terms: Term[] = [];
  for (const value of parameters.getAll("label")) {
    const term = termOf(value);
    if (term && !terms.some((other) => same(other.name, term.name))) terms.push(term);
  }
  const sort = parameters.get("sort");
  const minScore = Number(parameters.get("min_score"));
  const filters: SearchState["filters"] = {};
  for (const name of FILTERS) {
    const value = parameters.get(name);
    if (value) filters[name] = value;
  }
  return {
    terms,
    match: parameters.get("match") === "any" ? "any" : "all",
    minScore: minScore > 0 && minScore <= 1 ? minScore : 0,
    sort: sort === "score" || sort === "newest" ? sort : "",
    filters,
    image: parameters.get("image") || null,
  };
}

/** Read a label from typed text or an address; a leading "-" excludes it. Null if it is empty. */
export function termOf(text: string): Term | null {
  const excluded = text.trim().startsWith("-");
  const name = text.trim().replace(/^-\s*/, "");
  return name ? { name, excluded } : null;
}

export const included = (state: SearchState): Term[] => state.terms.filter((term) => !term.excluded);

/** "Best first" needs a score to sort by: that of the only label, or of the first if all are required. */
export function canSortByScore(state: SearchState): boolean {
  const count = included(state).length;
  return count === 1 || (count > 1 && state.match === "all");
}

export function sortOf(state: SearchState): "score" | "newest" {
  return canSortByScore(state) && state.sort !== "newest" ? "score" : "newest";
}

/** Return the parameters of the address, named as in the API; leave out those that it would refuse. */
function toParameters(state: SearchState): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const { name, excluded } of state.terms) parameters.append("label", excluded ? `-${name}` : name);
  const labels = included(state).length;
  if (labels > 1 && state.match === "any") parameters.set("match", "any");
  if (labels && state.minScore) parameters.set("min_score", String(state.minScore));
  if (labels && sortOf(state) === "newest" && canSortByScore(state)) parameters.set("sort", "newest");
  for (const name of FILTERS) {
    const value = state.filters[name];
    if (value) parameters.set(name, value);
  }
  return parameters;
}

/**
 * Return the parameters for the API. Failed images have their own page and can be found by path or status; they are not
 * shown among all pictures.
 */
export function toQuery(state: SearchState): string {
  const parameters = toParameters(state);
  if (included(state).length === 0 && Object.keys(state.filters).length === 0)
    parameters.set("status", "labelled");
  return parameters.toString();
}

/** Return the address of a search, with the open image. */
export function toUrl(state: SearchState): string {
  const parameters = toParameters(state);
  // Kept in the address, so that it applies again when there is a second label.
  if (state.match === "any") parameters.set("match", "any");
  if (state.image) parameters.set("image", state.image);
  const query = parameters.toString();
  return query ? `/?${query}` : "/";
}

/** Return the address of a search for labels that occur together. */
export const labelsUrl = (...names: string[]): string =>
  toUrl({ ...EMPTY, terms: names.map((name) => ({ name, excluded: false })) });

export const filterUrl = (name: Filter, value: string): string =>
  toUrl({ ...EMPTY, filters: { [name]: value } });

export function withTerm(state: SearchState, term: Term): SearchState {
  const terms = state.terms.filter((other) => !same(other.name, term.name));
  return { ...state, terms: [...terms, term] };
}

/** Return a search for another label in place of one. */
export function withReplaced(state: SearchState, name: string, by: string): SearchState {
  const kept = state.terms.filter((term) => same(term.name, name) || !same(term.name, by));
  return { ...state, terms: kept.map((term) => (same(term.name, name) ? { ...term, name: by } : term)) };
}

export function withoutTerm(state: SearchState, name: string): SearchState {
  return { ...state, terms: state.terms.filter((other) => !same(other.name, name)) };
}

/** Return a search for one more word, or several, in the names of files and folders. */
export function withName(state: SearchState, words: string): SearchState {
  const name = [state.filters.name, words].filter(Boolean).join(" ");
  return { ...state, filters: { ...state.filters, name } };
}

export const isEmpty = (state: SearchState): boolean =>
  state.terms.length === 0 && Object.keys(state.filters).length === 0;

/** Describe a search in words. */
export function titleOf(state: SearchState): string {
  const labels = state.terms.map(({ name, excluded }) => (excluded ? `not ${name}` : name));
  const words = [...labels, ...FILTERS.flatMap((name) => state.filters[name] ?? [])];
  return words.join(", ") || "Search";
}
