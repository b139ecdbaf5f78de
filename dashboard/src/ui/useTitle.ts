import { useEffect } from "react";

/** Set the title of the page in the tab and in the history. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Cocoon`;
  }, [title]);
}
