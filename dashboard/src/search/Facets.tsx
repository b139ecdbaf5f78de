import { Link } from "wouter";
import { type SearchState, toUrl, withTerm } from "../address/state";
import { dataOf } from "../api/answer";
import { useLabels } from "../api/labels";
import { keyOf, same } from "../api/spelling";
import type { Facets as Counted, Image, LabelCount } from "../api/types";
import { above, labelsOf } from "../pictures/related";
import { type Branch, treeOf } from "../pictures/tree";
import { count } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./Facets.module.css";

const SHOWN = 24;
const SKELETON = Array.from({ length: 14 }, (_, index) => `${85 - index * 4}%`);

type Props = {
  state: SearchState;
  /** The labels that were searched for. */
  asked: string[];
  facets: Counted | null | undefined;
  images: Image[] | undefined;
  /** The facets are those of the search before, until the new ones are there. */
  old: boolean;
  failed: boolean;
};

/** The other labels of the result, each of which narrows it down; next to the grid, or folded above it. */
export function Facets({ state, asked, facets, images = [], old, failed }: Props) {
  // Without facets, the labels of all images stand for them.
  const known = useLabels("", SHOWN, { enabled: facets === null });
  const labels = facets?.labels ?? (facets === null ? dataOf(known)?.items : undefined);
  // A picture of a dog is one of an animal, so "animal" narrows nothing down.
  const general = above(asked, [...images.flatMap(labelsOf), ...(labels ?? [])]);
  const offered = labels?.filter((label) => !isChosen(state, label) && !general.has(keyOf(label.name)));
  const isLoading = labels === undefined && !failed && known.state !== "failed";
  const open = matchMedia("(min-width: 861px)").matches;
  return (
    <aside className={styles.facets} aria-label="Narrow down">
      <a className={`unseen ${styles.skip}`} href="#result">
        Skip to the pictures
      </a>
      <details open={open}>
        <summary>
          <h2>Also on these</h2>
        </summary>
        {isLoading && (
          <ul aria-hidden="true">
            {SKELETON.map((width) => (
              <li key={width} className={styles.skeleton} style={{ width }} />
            ))}
          </ul>
        )}
        {offered && <Tree state={state} labels={offered} old={old} />}
        {offered?.length === 0 && <p className={styles.note}>No other labels.</p>}
        {facets && !facets.complete && (
          <p className={styles.note}>Counted in the first {count(facets.images)} of the result.</p>
        )}
      </details>
    </aside>
  );
}

const isChosen = (state: SearchState, label: LabelCount) =>
  state.terms.some((term) => same(term.name, label.name));

function Tree({ state, labels, old }: { state: SearchState; labels: LabelCount[]; old: boolean }) {
  const most = Math.max(1, ...labels.map((label) => label.images));
  return (
    <div inert={old} data-old={old} className={styles.tree}>
      <Level state={state} branches={treeOf(labels)} most={most} />
    </div>
  );
}

/** The labels directly below one, each with those below it. */
function Level({ state, branches, most }: { state: SearchState; branches: Branch[]; most: number }) {
  return (
    <ul>
      {branches.map(({ label, below }) => (
        <li key={label.name}>
          <Row state={state} label={label} most={most} />
          {below.length > 0 && <Level state={state} branches={below} most={most} />}
        </li>
      ))}
    </ul>
  );
}

function Row({ state, label, most }: { state: SearchState; label: LabelCount; most: number }) {
  const { name, images } = label;
  const go = () => scrollTo({ top: 0 });
  return (
    <div className={styles.row}>
      <Link href={toUrl(withTerm(state, { name, excluded: false }))} onClick={go} className={styles.label}>
        <span className={styles.bar} style={{ width: `${(100 * images) / most}%` }} />
        <span className={styles.name}>{name}</span>
        <span className={styles.count}>{count(images)}</span>
      </Link>
      <Link
        href={toUrl(withTerm(state, { name, excluded: true }))}
        onClick={go}
        className={styles.exclude}
        aria-label={`Leave out ${name}`}
        title="Leave out"
      >
        <Icon name="minus" size={14} />
      </Link>
    </div>
  );
}
