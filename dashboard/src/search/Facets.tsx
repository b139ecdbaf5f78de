import { useState } from "react";
import type { SearchState } from "../address/state";
import { dataOf } from "../api/answer";
import { useLabels } from "../api/labels";
import { keyOf, same } from "../api/spelling";
import type { Facets as Counted, Image, LabelCount } from "../api/types";
import { above, labelsOf } from "../pictures/related";
import { Button } from "../ui/Button";
import { count } from "../ui/format";
import { Sheet } from "../ui/Sheet";
import { NARROW, useMatches } from "../ui/useMatches";
import styles from "./Facets.module.css";
import { FacetTree } from "./FacetTree";

const TITLE = "Also on these";
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

/** The other labels of the result, each of which narrows it down: next to the grid, or in a sheet. */
export function Facets(props: Props) {
  const isNarrow = useMatches(NARROW);
  return (
    <aside className={styles.facets} aria-label="Narrow down">
      <a className={`unseen ${styles.skip}`} href="#result">
        Skip to the pictures
      </a>
      {isNarrow ? (
        <InSheet {...props} />
      ) : (
        <>
          <h2>{TITLE}</h2>
          <Labels {...props} onChoice={() => scrollTo({ top: 0 })} />
        </>
      )}
    </aside>
  );
}

function InSheet(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const choose = () => {
    setOpen(false);
    scrollTo({ top: 0 });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        {TITLE}
      </Button>
      {isOpen && (
        <Sheet title={TITLE} close={() => setOpen(false)} done="Show the pictures">
          <Labels {...props} onChoice={choose} />
        </Sheet>
      )}
    </>
  );
}

/** The labels, or what stands for them. */
function Labels({
  state,
  asked,
  facets,
  images = [],
  old,
  failed,
  onChoice,
}: Props & { onChoice: () => void }) {
  // Without facets, the labels of all images stand for them.
  const known = useLabels("", SHOWN, { enabled: facets === null });
  const labels = facets?.labels ?? (facets === null ? dataOf(known)?.items : undefined);
  // A picture of a dog is one of an animal, so "animal" narrows nothing down.
  const general = above(asked, [...images.flatMap(labelsOf), ...(labels ?? [])]);
  const offered = labels?.filter((label) => !isChosen(state, label) && !general.has(keyOf(label.name)));
  const isLoading = labels === undefined && !failed && known.state !== "failed";
  return (
    <div>
      {isLoading && (
        <ul aria-hidden="true">
          {SKELETON.map((width) => (
            <li key={width} className={styles.skeleton} style={{ width }} />
          ))}
        </ul>
      )}
      {offered && <FacetTree state={state} labels={offered} old={old} onChoice={onChoice} />}
      {!offered && !isLoading && <p className={styles.note}>The other labels cannot be loaded just now.</p>}
      {offered?.length === 0 && <p className={styles.note}>No other labels.</p>}
      {facets && !facets.complete && (
        <p className={styles.note}>Counted in the first {count(facets.images)} of the result.</p>
      )}
    </div>
  );
}

const isChosen = (state: SearchState, label: LabelCount) =>
  state.terms.some((term) => same(term.name, label.name));
