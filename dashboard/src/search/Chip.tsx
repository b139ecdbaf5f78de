import type { Term } from "../address/state";
import { Icon } from "../ui/Icon";
import styles from "./LabelBox.module.css";

type Props = { term: Term; toggle: () => void; remove: () => void };

/** A selected label: a click on its name toggles between include and exclude, the cross removes it. */
export function Chip({ term, toggle, remove }: Props) {
  return (
    <li className={styles.chip} data-excluded={term.excluded}>
      <button
        type="button"
        onClick={toggle}
        title={term.excluded ? "Ask for it instead" : "Leave it out instead"}
      >
        {term.excluded && <span className={styles.not}>not </span>}
        {term.name}
      </button>
      <button type="button" onClick={remove} aria-label={`Remove ${term.name}`} title="Remove">
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
