import { useEffect } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "wouter";
import { SEARCH_BOX } from "../search/useSearchBox";

const TYPED_IN = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select";

/** "/" leads to the search box from everywhere, but for fields in which it is a letter, and dialogs. */
export function useSearchKey(search: string) {
  const [, navigate] = useLocation();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTyped = event.target instanceof HTMLElement && event.target.matches(TYPED_IN);
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyped) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      if (!document.getElementById(SEARCH_BOX)) flushSync(() => navigate(search));
      document.getElementById(SEARCH_BOX)?.focus();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [search, navigate]);
}
