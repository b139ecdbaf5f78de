import { useCombobox } from "downshift";
import { useRef, useState } from "react";
import { type SearchState, termOf, withoutTerm, withTerm } from "../address/state";
import { Icon } from "../ui/Icon";
import { Chip } from "./Chip";
import styles from "./LabelBox.module.css";
import { OfferText } from "./OfferText";
import { markedFor, type Offer, offersFor } from "./offers";
import { useKnownLabels } from "./useKnownLabels";
import type { Go } from "./useSearchState";

/** The id of the field, for those that lead to it. */
export const SEARCH_BOX = "search-box";
const SHOWN = 12;

/**
 * The search box: selected labels as chips, and completion with counts; "-" before a label excludes it. Enter takes the
 * marked offer, Escape takes the typed text back.
 */
export function LabelBox({ state, go }: { state: SearchState; go: Go }) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const typed = termOf(text);
  const word = typed?.name ?? "";
  const items = offersFor(useKnownLabels(word), state.terms, word, SHOWN);
  const isExcluding = text.trim().startsWith("-");

  const choose = (name: string) => {
    go(withTerm(state, { name, excluded: isExcluding }));
    setText("");
  };

  const box = useCombobox<Offer>({
    items,
    inputId: SEARCH_BOX,
    inputValue: text,
    selectedItem: null,
    itemToString: (item) => item?.name ?? "",
    onStateChange: ({ type, selectedItem }) => {
      const { ItemClick, InputKeyDownEnter } = useCombobox.stateChangeTypes;
      if (selectedItem && (type === ItemClick || type === InputKeyDownEnter)) choose(selectedItem.name);
    },
    stateReducer: (before, { type, changes }) => {
      const { InputBlur, InputChange } = useCombobox.stateChangeTypes;
      // Leaving the box selects nothing.
      if (type === InputBlur) return { ...before, isOpen: false, highlightedIndex: -1 };
      if (type !== InputChange) return changes;
      const highlightedIndex = markedFor(state.terms, termOf(changes.inputValue ?? "")?.name ?? "");
      return { ...changes, highlightedIndex };
    },
  });

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
              const isMarked = box.isOpen && items[box.highlightedIndex] !== undefined;
              if (event.key === "Enter" && !isMarked && typed) choose(typed.name);
              if (event.key === "Escape") setText("");
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
              <OfferText offer={item} isExcluding={isExcluding} />
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
