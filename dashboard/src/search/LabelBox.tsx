import { useCombobox } from "downshift";
import { useEffect, useRef, useState } from "react";
import type { LabelCount } from "../api/types";
import { count, many } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Chip } from "./Chip";
import styles from "./LabelBox.module.css";
import { type SearchState, same, termOf, withoutTerm, withTerm } from "./state";
import { useKnownLabels } from "./useKnownLabels";
import type { Go } from "./useSearchState";

const SHOWN = 12;

/** The search box: selected labels as chips, and completion with counts; "-" before a label excludes it. */
export function LabelBox({ state, go }: { state: SearchState; go: Go }) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const typed = termOf(text);
  const known = useKnownLabels(typed?.name ?? "");
  const items = known
    .filter((item) => !state.terms.some((term) => same(term.name, item.name)))
    .slice(0, SHOWN);
  const isExcluding = text.trim().startsWith("-");

  const choose = (name: string) => {
    go(withTerm(state, { name, excluded: isExcluding }));
    setText("");
  };

  const box = useCombobox<LabelCount>({
    items,
    inputValue: text,
    selectedItem: null,
    itemToString: (item) => item?.name ?? "",
    onStateChange: ({ type, selectedItem }) => {
      const { ItemClick, InputKeyDownEnter } = useCombobox.stateChangeTypes;
      if (selectedItem && (type === ItemClick || type === InputKeyDownEnter)) choose(selectedItem.name);
    },
    stateReducer: (before, { type, changes }) =>
      // Leaving the box selects nothing.
      type === useCombobox.stateChangeTypes.InputBlur
        ? { ...before, isOpen: false, highlightedIndex: -1 }
        : changes,
  });

  useEffect(() => focusOnSlash(input), []);

  return (
    <div className={styles.box}>
      <div className={styles.field}>
        <Icon name="search" />
        <ul className={styles.chips} aria-label="Chosen labels">
          {state.terms.map((term) => (
            <Chip
              key={term.name}
              term={term}
              toggle={() =>
                go({ ...state, terms: state.terms.map((each) => (each === term ? flipped(term) : each)) })
              }
              remove={() => {
                go(withoutTerm(state, term.name));
                input.current?.focus();
              }}
            />
          ))}
        </ul>
        <label
          {...box.getLabelProps()}
          htmlFor={box.getInputProps({}, { suppressRefError: true }).id}
          className="unseen"
        >
          Labels to search for
        </label>
        <input
          {...box.getInputProps({
            ref: input,
            // Here rather than in downshift's callback, which may run after the next letter is typed.
            onChange: (event) => setText(event.currentTarget.value),
            onKeyDown: (event) => {
              if (event.key === "Enter" && box.highlightedIndex < 0 && typed) choose(typed.name);
              const last = state.terms.at(-1);
              if (event.key === "Backspace" && text === "" && last) go(withoutTerm(state, last.name));
            },
          })}
          className={styles.input}
          placeholder={state.terms.length ? "Another label" : "Find pictures by label"}
          spellCheck={false}
          autoCapitalize="none"
          enterKeyHint="search"
        />
        <kbd className={styles.key} title="Press / to come here">
          /
        </kbd>
      </div>
      <ul {...box.getMenuProps()} className={styles.menu} hidden={!box.isOpen || items.length === 0}>
        {box.isOpen &&
          items.map((item, index) => (
            <li
              key={item.name}
              {...box.getItemProps({ item, index })}
              className={styles.item}
              data-highlighted={index === box.highlightedIndex}
            >
              <span>
                {isExcluding && <span className={styles.not}>not </span>}
                {item.name}
              </span>
              <span className={styles.count} title={many(item.images, "picture")}>
                {count(item.images)}
              </span>
            </li>
          ))}
        {box.isOpen && !isExcluding && (
          <li className={styles.hint} role="presentation">
            Begin with - to leave a label out.
          </li>
        )}
      </ul>
    </div>
  );
}

const flipped = (term: { name: string; excluded: boolean }) => ({ ...term, excluded: !term.excluded });

/** "/" moves the focus to the box from anywhere except another field. */
function focusOnSlash(input: { current: HTMLInputElement | null }) {
  const listen = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.current?.focus();
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}
