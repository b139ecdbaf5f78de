import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { EMPTY, parseState, toUrl } from "../address/state";

/** Return the address of the search that is shown, or on another page of the one that was shown last. */
export function useLastSearch(): string {
  const [path] = useLocation();
  const query = useSearch();
  const [last, setLast] = useState(() => toUrl(EMPTY));
  const shown = path === "/" ? toUrl({ ...parseState(query), image: null }) : last;
  if (shown !== last) setLast(shown);
  return shown;
}
