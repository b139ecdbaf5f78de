import { useEffect } from "react";
import { isTyped } from "./typing";

/** "?" shows the keys from everywhere, also over an open picture. */
export function useHelpKey(show: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "?" || isTyped(event)) return;
      event.preventDefault();
      show();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [show]);
}
