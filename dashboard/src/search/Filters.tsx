import { FILTERS, type Filter, type SearchState } from "../address/state";
import { Icon } from "../ui/Icon";
import { Crumbs } from "./Crumbs";
import styles from "./Filters.module.css";
import type { Go } from "./useSearchState";

const NAMES: Record<Filter, string> = {
  name: "in names",
  prefix: "below",
  status: "status",
  error: "reason",
  model: "model",
};

type Props = { state: SearchState; go: Go; onRemoved: () => void };

/** The further filters of a search, which links from other pages set; each can be removed. */
export function Filters({ state, go, onRemoved }: Props) {
  if (FILTERS.every((name) => !state.filters[name])) return null;
  return (
    <ul className={styles.filters} aria-label="Narrowed to">
      <FilterChips state={state} go={go} onRemoved={onRemoved} />
    </ul>
  );
}

/** The filters, as items of a list. */
export function FilterChips({ state, go, onRemoved }: Props) {
  const without = (name: Filter): SearchState => {
    const { [name]: _, ...filters } = state.filters;
    return { ...state, filters };
  };
  const remove = (name: Filter) => {
    go(without(name));
    onRemoved();
  };
  return FILTERS.filter((name) => state.filters[name]).map((name) => (
    <li key={name} className={styles.filter}>
      <span>
        {NAMES[name]} {name === "prefix" ? <Crumbs state={state} /> : <strong>{state.filters[name]}</strong>}
      </span>
      <button type="button" onClick={() => remove(name)} aria-label={`Remove: ${NAMES[name]}`}>
        <Icon name="close" size={14} />
      </button>
    </li>
  ));
}
