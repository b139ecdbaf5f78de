/** The id of what a search is made of: the box, and below it what narrows the search. */
export const SEARCH = "search";

/**
 * Begin a search at its top when a link has been followed that goes with the page before. The focus would be lost with
 * the link; in the box, it would open a phone's keyboard.
 */
export function beginSearch() {
  document.getElementById(SEARCH)?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}
