import type { ReactNode } from "react";
import { labelsUrl } from "../address/state";
import { part } from "../api/answer";
import { useFolders, useLabelCovers } from "../api/covers";
import { EXPLORE, FOLDERS } from "../explore/address";
import { CoverCard } from "../pictures/CoverCard";
import { beginSearch } from "../ui/beginSearch";
import { useFirstMoment } from "../ui/useFirstMoment";
import { FolderRow } from "./FolderRow";
import styles from "./Home.module.css";
import { Row } from "./Row";

/** What there is to look at: covers by label, then by folder; below them the newest pictures, which are given. */
export function Home({ children }: { children: ReactNode }) {
  const labels = part(useLabelCovers(""), ({ items }) => items, isEmpty);
  const [folders] = useFolders("");
  // What is below waits a moment until it is known how much is above, so that it seldom moves.
  const waits = useFirstMoment(labels.state === "loading" || folders.state === "loading");
  return (
    <>
      <Row title="What is on the pictures" answer={labels} all={{ href: EXPLORE, name: "Explore all" }}>
        {({ name, images, cover }) => (
          <CoverCard
            key={name}
            kind="label"
            href={labelsUrl(name)}
            name={name}
            images={images}
            cover={cover}
            onFollowed={beginSearch}
          />
        )}
      </Row>
      <FolderRow
        title="Folders"
        answer={folders}
        all={{ href: `${EXPLORE}#${FOLDERS}`, name: "All folders" }}
      />
      {!waits && <div className={styles.newest}>{children}</div>}
    </>
  );
}

const isEmpty = (items: unknown[]) => items.length === 0;
