import { useEffect, useState } from "react";
import { canSortByScore, included, type SearchState, sortOf } from "../address/state";
import { Choice } from "../ui/Choice";
import { share } from "../ui/format";
import { useDebounced } from "../ui/useDebounced";
import styles from "./Options.module.css";
import type { Go } from "./useSearchState";

type Props = {
  state: SearchState;
  go: Go;
  /** Whether they are one below the other. */
  stacked?: boolean;
};

/** The options of a search that make a difference to it: all or any label, the lowest score, and the order. */
export function Options({ state, go, stacked = false }: Props) {
  const labels = included(state).length;
  if (labels === 0) return null;
  return (
    <div className={styles.options} data-stacked={stacked}>
      {labels > 1 && (
        <Choice
          legend="Which labels a picture must have"
          value={state.match}
          onChange={(match) => go({ ...state, match })}
          options={[
            { value: "all", label: "All labels" },
            { value: "any", label: "Any label" },
          ]}
        />
      )}
      <Confidence state={state} go={go} />
      {canSortByScore(state) && (
        <Choice
          legend="Order"
          value={sortOf(state)}
          onChange={(sort) => go({ ...state, sort })}
          options={[
            { value: "score", label: "Best first" },
            { value: "newest", label: "Newest first" },
          ]}
        />
      )}
    </div>
  );
}

/** A slider that moves at once, and searches when it rests. */
function Confidence({ state, go }: { state: SearchState; go: Go }) {
  const [value, setValue] = useState(state.minScore);
  const settled = useDebounced(value, 250);
  const search = (minScore: number) => {
    if (minScore !== state.minScore) go({ ...state, minScore }, "replace");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address changes only when the slider has moved
  useEffect(() => search(settled), [settled]);
  useEffect(() => setValue(state.minScore), [state.minScore]);
  return (
    <label className={styles.confidence}>
      <span>
        Confidence <output>{value ? `from ${share(value)}` : "any"}</output>
      </span>
      <input
        type="range"
        min="0"
        max="0.95"
        step="0.05"
        value={value}
        aria-valuetext={value ? `from ${share(value)}` : "any"}
        onChange={(event) => setValue(Number(event.target.value))}
        onPointerUp={(event) => search(Number(event.currentTarget.value))}
      />
    </label>
  );
}
