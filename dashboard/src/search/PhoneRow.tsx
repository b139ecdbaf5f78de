import { useState } from "react";
import { canSortByScore, EMPTY, included, type SearchState, sortOf } from "../address/state";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Chips } from "./Chips";
import { FilterChips } from "./Filters";
import { Options } from "./Options";
import styles from "./PhoneRow.module.css";
import type { Go } from "./useSearchState";

type Props = { state: SearchState; go: Go; onRemoved: () => void };

/** What is chosen, in one row that scrolls sideways; the options are in a sheet, which a button opens. */
export function PhoneRow({ state, go, onRemoved }: Props) {
  const [isOpen, setOpen] = useState(false);
  const set = optionsSet(state);
  return (
    <div className={styles.row}>
      {included(state).length > 0 && (
        <Button className={styles.open} onClick={() => setOpen(true)} aria-haspopup="dialog">
          <Icon name="filters" size={16} />
          Options{set > 0 && ` · ${set}`}
        </Button>
      )}
      <ul className={styles.chips} aria-label="Chosen labels and filters">
        <Chips state={state} go={go} onRemoved={onRemoved} />
        <FilterChips state={state} go={go} onRemoved={onRemoved} />
      </ul>
      <Button
        look="bare"
        className={styles.clear}
        onClick={() => {
          go(EMPTY);
          onRemoved();
        }}
        aria-label="Clear the search"
        title="Clear the search"
      >
        <Icon name="close" />
      </Button>
      {isOpen && (
        <Sheet title="Options of the search" close={() => setOpen(false)} done="Show the pictures">
          <Options state={state} go={go} stacked />
        </Sheet>
      )}
    </div>
  );
}

/** Return how many options differ from the usual ones. */
function optionsSet(state: SearchState): number {
  const isAny = state.match === "any" && included(state).length > 1;
  const isNewest = canSortByScore(state) && sortOf(state) === "newest";
  return [isAny, state.minScore > 0, isNewest].filter(Boolean).length;
}
