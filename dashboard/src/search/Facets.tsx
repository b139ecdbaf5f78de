import { Link } from "wouter";
import { isEmpty, type SearchState, toUrl, withTerm } from "../address/state";
import { answerOf, dataOf } from "../api/answer";
import { useLabels } from "../api/queries";
import { keyOf, same } from "../api/spelling";
import type { Facets as Counted, Image, LabelCount } from "../api/types";
import { above, labelsOf } from "../pictures/related";
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
  // Without a search, the facets are the labels of all images, whose counts are known already.
  const all = useLabels("", SHOWN, { enabled: isEmpty(state) || !facets });
  const known = answerOf(all);
  const labels = isEmpty(state)
    ? dataOf(known)?.items
    : (facets?.labels ?? (facets === null ? dataOf(known)?.items : undefined));
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
          <h2>{isEmpty(state) ? "Labels" : "Also on these"}</h2>
        </summary>
        {isLoading && (
          <ul aria-hidden="true">
            {SKELETON.map((width) => (
              <li key={width} className={styles.skeleton} style={{ width }} />
            ))}
          </ul>
        )}
        {offered && <List state={state} labels={offered} old={old && !isEmpty(state)} />}
        {offered?.length === 0 && (
          <p className={styles.note}>{isEmpty(state) ? "None yet." : "No other labels."}</p>
        )}
        {!isEmpty(state) && facets && !facets.complete && (
          <p className={styles.note}>Counted in the first {count(facets.images)} of the result.</p>
        )}
      </details>
    </aside>
  );
}

const isChosen = (state: SearchState, label: LabelCount) =>
  state.terms.some((term) => same(term.name, label.name));

function List({ state, labels, old }: { state: SearchState; labels: LabelCount[]; old: boolean }) {
  const most = Math.max(1, ...labels.map((label) => label.images));
  const go = () => scrollTo({ top: 0 });
  return (
    <ul inert={old} data-old={old}>
      {labels.map(({ name, images }) => (
        <li key={name} className={styles.row}>
          <Link
            href={toUrl(withTerm(state, { name, excluded: false }))}
            onClick={go}
            className={styles.label}
          >
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
        </li>
      ))}
    </ul>
  );
}
