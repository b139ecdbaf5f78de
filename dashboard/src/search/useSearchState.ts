import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseState, type SearchState, toUrl } from "./state";

/** How the address changes: a step that the back button undoes, or none. */
export type Go = (next: SearchState, step?: "push" | "replace") => void;

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
