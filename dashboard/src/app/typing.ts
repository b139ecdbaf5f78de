const TYPED_IN = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select";

/** Return whether a key is a letter where it was pressed, or goes with another one that gives it another meaning. */
export function isTyped(event: KeyboardEvent): boolean {
  const isField = event.target instanceof HTMLElement && event.target.matches(TYPED_IN);
  return isField || event.ctrlKey || event.metaKey || event.altKey;
}
