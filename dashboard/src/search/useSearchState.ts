import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseState, type SearchState, toUrl } from "../address/state";

/** How the address changes: with a history entry that the back button undoes, or without. */
export type Go = (next: SearchState, step?: "push" | "replace") => void;

/** Return a search without the open image: the same object as long as the search is the same. */
export function useWithoutImage(state: SearchState): SearchState {
  const url = toUrl({ ...state, image: null });
  return useMemo(() => parseState(url.slice(1)), [url]);
}

/** Return the search in the page's address, and a function that changes it. */
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
