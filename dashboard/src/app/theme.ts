import { useState } from "react";

/** Light, dark, or the system's theme; remembered on this device. */
export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const NAME = "cocoon-theme";

function apply(theme: Theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function stored(): Theme {
  const value = localStorage.getItem(NAME);
  return THEMES.find((theme) => theme === value) ?? "auto";
}

apply(stored()); // before the first paint of the page

export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState(stored);
  const next = () => {
    const following = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
    localStorage.setItem(NAME, following);
    apply(following);
    setTheme(following);
  };
  return [theme, next];
}
