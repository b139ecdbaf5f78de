import { useEffect } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "wouter";
import { SEARCH_BOX } from "../search/useSearchBox";
import { isSearchShortcut } from "./searchKey";
import { isTyped } from "./typing";

const IS_APPLE = /^(Mac|iP)/.test(navigator.platform);

/**
 * "/" leads to the search box from everywhere, also from an open image, but not from questions and typed text; Ctrl with K,
 * or ⌘ with K, from typed text, too.
 */
export function useSearchKey(search: string) {
  const [, navigate] = useLocation();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      const isOpen = document.querySelector("dialog[open]") !== null;
      if (document.querySelector("dialog[open]:not([data-part-of-page])")) return;
      event.preventDefault();
      if (isOpen || !document.getElementById(SEARCH_BOX)) flushSync(() => navigate(search));
      document.getElementById(SEARCH_BOX)?.focus();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [search, navigate]);
}

const isSearchKey = (event: KeyboardEvent): boolean =>
  event.key === "/" ? !isTyped(event) : isSearchShortcut(event, IS_APPLE);
