/** The keys that do something, and where. */
type Shortcut = { keys: string[]; does: string };

export const SHORTCUTS: { place: string; keys: Shortcut[] }[] = [
  {
    place: "On every page",
    keys: [
      { keys: ["/"], does: "Go to the search box" },
      { keys: ["Ctrl/⌘", "K"], does: "Go there, also while typing" },
      { keys: ["?"], does: "Show these keys" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  {
    place: "In the search box",
    keys: [
      { keys: ["Enter"], does: "Take the marked label" },
      { keys: ["-"], does: "Before a label: leave it out" },
      { keys: ["Backspace"], does: "In the empty box: remove the last label" },
      { keys: ["Esc"], does: "Take the typed text back" },
    ],
  },
  {
    place: "Among pictures, or covers",
    keys: [
      { keys: ["←", "→", "↑", "↓"], does: "Go to the next one on that side" },
      { keys: ["Home", "End"], does: "Go to the first or last one" },
      { keys: ["Enter"], does: "Open it" },
    ],
  },
  {
    place: "In an open picture",
    keys: [
      { keys: ["←", "→"], does: "Previous and next picture" },
      { keys: ["+", "-"], does: "Zoom in and out" },
      { keys: ["0"], does: "Fit to the window" },
      { keys: ["Z"], does: "Real size, and back" },
      { keys: ["Shift", "← → ↑ ↓"], does: "Move the enlarged picture" },
      { keys: ["B"], does: "Show or hide the boxes" },
      { keys: ["I"], does: "Show or hide what is known beside it" },
      { keys: ["F"], does: "Full screen" },
      { keys: ["D"], does: "Download" },
      { keys: ["C"], does: "Copy the link" },
    ],
  },
];
