import { Link } from "wouter";
import { type SearchState, toUrl, withTerm } from "../address/state";
import type { LabelCount } from "../api/types";
import { type Branch, treeOf } from "../pictures/tree";
import { count } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./Facets.module.css";

type Props = {
  state: SearchState;
  labels: LabelCount[];
  /** They are those of the search before. */
  old: boolean;
  onChoice: () => void;
};

/** Labels as a tree, each of which can be asked for or left out, too. */
export function FacetTree({ state, labels, old, onChoice }: Props) {
  const most = Math.max(1, ...labels.map((label) => label.images));
  return (
    <div inert={old} data-old={old} className={styles.tree}>
      <Level branches={treeOf(labels)} state={state} most={most} onChoice={onChoice} />
    </div>
  );
}

type Shared = { state: SearchState; most: number; onChoice: () => void };

/** The labels directly below one, each with those below it. */
function Level({ branches, ...shared }: Shared & { branches: Branch[] }) {
  return (
    <ul>
      {branches.map(({ label, below }) => (
        <li key={label.name}>
          <Row label={label} {...shared} />
          {below.length > 0 && <Level branches={below} {...shared} />}
        </li>
      ))}
    </ul>
  );
}

function Row({ state, label, most, onChoice }: Shared & { label: LabelCount }) {
  const { name, images } = label;
  const withLabel = (excluded: boolean) => toUrl(withTerm(state, { name, excluded }));
  return (
    <div className={styles.row}>
      <Link href={withLabel(false)} onClick={onChoice} className={styles.label}>
        <span className={styles.bar} style={{ width: `${(100 * images) / most}%` }} />
        <span className={styles.name}>{name}</span>
        <span className={styles.count}>{count(images)}</span>
      </Link>
      <Link
        href={withLabel(true)}
        onClick={onChoice}
        className={styles.exclude}
        aria-label={`Leave out ${name}`}
        title="Leave out"
      >
        <Icon name="minus" size={14} />
      </Link>
    </div>
  );
}
