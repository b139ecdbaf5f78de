import { useRef } from "react";
import { EMPTY, isEmpty, type SearchState } from "../address/state";
import { Icon } from "../ui/Icon";
import { Chips } from "./Chips";
import styles from "./LabelBox.module.css";
import { OfferList } from "./OfferList";
import { useSearchBox } from "./useSearchBox";
import type { Go } from "./useSearchState";

type Props = {
  state: SearchState;
  go: Go;
  /** Whether the chosen labels are shown within the box, and cleared with it. */
  chips: boolean;
};

/** The search box: chosen labels as chips, and completion with counts; "-" before a label excludes it. */
export function LabelBox({ state, go, chips }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { box, text, offers, isExcluding, type, onKeyDown } = useSearchBox(state, go);
  const isOpen = box.isOpen && offers.length > 0;
  const isFilled = text !== "" || (chips && !isEmpty(state));
  const clear = () => {
    type("");
    if (chips && !isEmpty(state)) go(EMPTY);
    input.current?.focus();
  };
  return (
    <div className={styles.box}>
      <div className={styles.field} data-filled={isFilled}>
        <Icon name="search" />
        {chips && (
          <ul className={styles.chips} aria-label="Chosen labels">
            <Chips state={state} go={go} onRemoved={() => input.current?.focus()} />
          </ul>
        )}
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
            onChange: (event) => type(event.currentTarget.value),
            onKeyDown,
            "aria-expanded": isOpen,
          })}
          className={styles.input}
          placeholder={state.terms.length ? "Another label" : "Search labels, names and folders"}
          spellCheck={false}
          autoCapitalize="none"
          enterKeyHint="search"
        />
        {isFilled ? (
          <button
            type="button"
            className={styles.clear}
            onClick={clear}
            aria-label={chips ? "Clear the search" : "Clear the text"}
            title={chips ? "Clear the search" : "Clear the text"}
          >
            <Icon name="close" />
          </button>
        ) : (
          <kbd className={styles.key} title="Press / to come here">
            /
          </kbd>
        )}
      </div>
      <OfferList box={box} isOpen={isOpen} offers={offers} isExcluding={isExcluding} />
    </div>
  );
}
