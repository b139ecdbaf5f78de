import { labelsUrl } from "../address/state";
import type { LabelCover } from "../api/types";
import { CoverCard, CoverSkeletons } from "../pictures/CoverCard";
import { moveByKey } from "../pictures/moveByKey";
import { exploreUrl } from "./address";
import styles from "./LabelGrid.module.css";

const SKELETONS = 24;

/** The covers of labels: those with others below them lead there, the others to their pictures. */
export function LabelGrid({ labels }: { labels: LabelCover[] | undefined }) {
  return (
    <ul className={styles.grid} aria-label="Labels" onKeyDown={moveByKey}>
      {labels ? (
        labels.map(({ name, images, kind, cover }) => (
          <CoverCard
            key={name}
            kind="label"
            href={kind === "broader" ? exploreUrl(name) : labelsUrl(name)}
            name={name}
            images={images}
            cover={cover}
          />
        ))
      ) : (
        <CoverSkeletons number={SKELETONS} />
      )}
    </ul>
  );
}
