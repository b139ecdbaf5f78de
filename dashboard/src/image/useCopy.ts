import { useEffect, useState } from "react";

const SHOWN = 2_500; // milliseconds

/** Copy the page's address; return what to say of that for a moment, and the function that does it. */
export function useCopy(): [said: string, copy: () => void] {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    // Only pages with https have a clipboard.
    const done = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
    done.then(
      () => setSaid("Link copied"),
      () => setSaid("The browser does not allow it: copy the address of the page."),
    );
  };
  return [said, copy];
}
