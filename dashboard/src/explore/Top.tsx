import { useRef } from "react";
import { Link } from "wouter";
import { dataOf } from "../api/answer";
import { useFolders, useLabelCovers } from "../api/covers";
import { Notice, QueryFailed } from "../ui/Notice";
import { useFirstMoment } from "../ui/useFirstMoment";
import { useTitle } from "../ui/useTitle";
import { FOLDERS } from "./address";
import styles from "./Explore.module.css";
import { FolderTree } from "./FolderTree";
import { LabelGrid } from "./LabelGrid";
import { useArrivalAt } from "./useArrivalAt";

/** The labels at the top, and the folders. */
export function Top() {
  useTitle("Explore");
  const answer = useLabelCovers("");
  const [folders] = useFolders("");
  const hasFolders = folders.state !== "empty" && folders.state !== "unsupported";
  const showsFolders = hasFolders && answer.state !== "loading";
  // The width of the labels depends on whether there are folders.
  const waits = useFirstMoment(folders.state === "loading");
  const section = useRef<HTMLElement>(null);
  useArrivalAt(section, FOLDERS, showsFolders && !waits);
  return (
    <>
      <div className={styles.top}>
        <h1>Explore</h1>
        <Link href="/graph">Labels that occur together</Link>
      </div>
      {answer.state === "failed" && <QueryFailed error={answer.error} what="What there is" />}
      {answer.state === "unsupported" && (
        <Notice icon="picture" title="This API has no covers">
          <p>It is of an earlier version than this page. The search has all labels.</p>
        </Notice>
      )}
      {answer.state === "empty" && (
        <Notice icon="picture" title="No labels yet">
          <p>They come when pictures have been labelled.</p>
        </Notice>
      )}
      {!waits && (
        <div className={styles.columns} data-two={hasFolders}>
          {(answer.state === "ready" || answer.state === "loading") && (
            <section aria-label="By label" aria-busy={answer.state === "loading"}>
              <LabelGrid labels={dataOf(answer)?.items} />
            </section>
          )}
          {showsFolders && (
            <section ref={section} aria-labelledby="folders-title" className={styles.folders}>
              <h2 id="folders-title">Folders</h2>
              <FolderTree />
            </section>
          )}
        </div>
      )}
    </>
  );
}
