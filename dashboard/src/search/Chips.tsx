import { type SearchState, type Term, withoutTerm } from "../address/state";
import { Chip } from "./Chip";
import type { Go } from "./useSearchState";

type Props = { state: SearchState; go: Go; onRemoved?: () => void };

/** The chosen labels, as items of a list. */
export function Chips({ state, go, onRemoved }: Props) {
  const flip = (term: Term) =>
    go({ ...state, terms: state.terms.map((each) => (each === term ? flipped(term) : each)) });
  return state.terms.map((term) => (
    <Chip
      key={term.name}
      term={term}
      toggle={() => flip(term)}
      remove={() => {
        go(withoutTerm(state, term.name));
        onRemoved?.();
      }}
    />
  ));
}

const flipped = (term: Term): Term => ({ ...term, excluded: !term.excluded });
