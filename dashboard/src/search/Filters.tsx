import { Icon } from "../ui/Icon";
import styles from "./Filters.module.css";
import { FILTERS, type Filter, type SearchState } from "./state";
import type { Go } from "./useSearchState";

const NAMES: Record<Filter, string> = {
  name: "in names",
  prefix: "below",
  status: "status",
  error: "reason",
  model: "model",
};

/** The further filters of a search, which links from other pages set; each can be removed. */
export function Filters({ state, go }: { state: SearchState; go: Go }) {
  const names = FILTERS.filter((name) => state.filters[name]);
  if (names.length === 0) return null;
  const without = (name: Filter): SearchState => {
    const { [name]: _, ...filters } = state.filters;
    return { ...state, filters };
  };
  return (
    <ul className={styles.filters} aria-label="Narrowed to">
      {names.map((name) => (
        <li key={name}>
          <span>
            {NAMES[name]} <strong>{state.filters[name]}</strong>
          </span>
          <button type="button" onClick={() => go(without(name))} aria-label={`Remove: ${NAMES[name]}`}>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
