import { type RefObject, useLayoutEffect } from "react";

/** Give the focus to the dialog when an element goes that has it: without any focus, the dialog's keys do nothing. */
export function useKeptFocus(ref: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      // Called while the element is still there.
      if (element?.contains(document.activeElement)) element.closest("dialog")?.focus();
    };
  }, [ref]);
}
