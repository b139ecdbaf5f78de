import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseState, type SearchState, toUrl } from "./state";

/** How the address changes: a step that the back button undoes, or none. */
export type Go = (next: SearchState, step?: "push" | "replace") => void;

/** A search without the image that is looked at: the same object for as long as it is the same search. */
export function useWithoutImage(state: SearchState): SearchState {
  const url = toUrl({ ...state, image: null });
  return useMemo(() => parseState(url.slice(1)), [url]);
}

/** The search that the page's address tells, and the way to another one. */
export function useSearchState(): [SearchState, Go] {
  const query = useSearch();
  const [, navigate] = useLocation();
  const state = useMemo(() => parseState(query), [query]);
  const go = useCallback<Go>(
    (next, step = "push") => {
      navigate(toUrl(next), { replace: step === "replace" });
      if (step === "push") scrollTo({ top: 0 });
    },
    [navigate],
  );
  return [state, go];
}
