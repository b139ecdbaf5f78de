import { useEffect, useState } from "react";

const NAMES = ["accent", "bad", "quiet", "line"] as const;
export type Colours = Record<(typeof NAMES)[number], string>;

/** Return the page's colours in a form for canvas; updated when the theme changes. */
export function useColours(): Colours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const renew = () => setColours(read());
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", renew);
    const choice = new MutationObserver(renew);
    choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      system.removeEventListener("change", renew);
      choice.disconnect();
    };
  }, []);
  return colours;
}

/** The value of a variable is its formula; only an element that uses it has the computed colour. */
function read(): Colours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colours = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colours) as Colours;
}
