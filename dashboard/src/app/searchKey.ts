/** Which key leads to the search box from everywhere, also from typed text (pure). */

type Pressed = Partial<Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">>;

/** Return whether ⌘K was pressed, or elsewhere than on Apple's systems, where it deletes to the end of a line, Ctrl+K. */
export const isSearchShortcut = (
  { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
  isApple: boolean,
): boolean =>
  // Without a key it is the browser that fills in a form.
  key?.toLowerCase() === "k" && Boolean(metaKey || (ctrlKey && !isApple)) && !altKey && !shiftKey;
