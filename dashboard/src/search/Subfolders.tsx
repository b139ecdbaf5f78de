import { type ReactNode, useState } from "react";
import { foldersOf } from "../address/folders";
import type { SearchState } from "../address/state";
import { useFolders } from "../api/covers";
import { EXPLORE, FOLDERS } from "../explore/address";
import { FolderRow } from "../home/FolderRow";
import { folderName } from "../ui/format";
import { useFirstMoment } from "../ui/useFirstMoment";
import styles from "./Subfolders.module.css";

type Props = {
  state: SearchState;
  /** Whether the pictures have been found. */
  hasPictures: boolean;
  children: ReactNode;
};

/** Above the pictures of a folder, the folders in it, if nothing else narrows the search. */
export function Subfolders({ state, hasPictures, children }: Props) {
  const folder = folderOf(state);
  const [arrival, setArrival] = useState({ folder, hadPictures: hasPictures });
  if (arrival.folder !== folder) setArrival({ folder, hadPictures: hasPictures });
  const [answer] = useFolders(folder);
  // New pictures wait a moment until it is known how much is above, so that they seldom move.
  const waits = useFirstMoment(folder !== null && !arrival.hadPictures && answer.state === "loading");
  return (
    <>
      {folder !== null && answer.state !== "loading" && (
        <FolderRow
          title={`Folders in ${folderName(folder)}`}
          answer={answer}
          all={{ href: treeUrl(folder), name: "Folders as a tree" }}
        />
      )}
      <div className={styles.pictures} data-waits={waits}>
        {children}
      </div>
    </>
  );
}

/** Return the folder that a search is for and nothing else; null if there is none. */
function folderOf({ terms, filters }: SearchState): string | null {
  const { prefix, ...others } = filters;
  const isAlone = terms.length === 0 && Object.keys(others).length === 0;
  return isAlone && prefix?.endsWith("/") ? prefix : null;
}

/** Return the address of the tree of folders, in which those down to one are open. */
function treeUrl(folder: string): string {
  const open = foldersOf(folder).map(({ prefix }) => ["folder", prefix]);
  return `${EXPLORE}?${new URLSearchParams(open)}#${FOLDERS}`;
}
