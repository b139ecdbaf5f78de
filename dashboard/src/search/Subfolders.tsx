import type { ReactNode } from "react";
import { foldersOf } from "../address/folders";
import { filterUrl, type SearchState } from "../address/state";
import { useFolders } from "../api/covers";
import { EXPLORE, FOLDERS } from "../explore/address";
import { Row } from "../home/Row";
import { CoverCard } from "../pictures/CoverCard";
import { folderName } from "../ui/format";
import { useFirstMoment } from "../ui/useFirstMoment";

type Props = { state: SearchState; children: ReactNode };

/** Above the pictures of a folder, the folders in it, if nothing else narrows the search. */
export function Subfolders({ state, children }: Props) {
  const folder = folderOf(state);
  return folder ? <Below folder={folder}>{children}</Below> : children;
}

function Below({ folder, children }: { folder: string; children: ReactNode }) {
  const [answer] = useFolders(folder);
  // The pictures wait a moment until it is known how much is above, so that they seldom move.
  const waits = useFirstMoment(answer.state === "loading");
  return (
    <>
      {answer.state === "ready" && (
        <Row
          title={`Folders in ${folderName(folder)}`}
          answer={answer}
          all={{ href: treeUrl(folder), name: "All folders in it" }}
        >
          {({ path, images, complete, cover }) => (
            <CoverCard
              key={path}
              kind="folder"
              href={filterUrl("prefix", path)}
              name={folderName(path)}
              images={images}
              atLeast={!complete}
              cover={cover}
            />
          )}
        </Row>
      )}
      {!waits && children}
    </>
  );
}

/** Return the folder that a search is for and nothing else; null if there is none. */
function folderOf({ terms, filters }: SearchState): string | null {
  const { prefix, ...others } = filters;
  const isAlone = terms.length === 0 && Object.keys(others).length === 0;
  return isAlone && prefix?.endsWith("/") ? prefix : null;
}

/** Return the address of the tree of folders, opened down to one. */
function treeUrl(folder: string): string {
  const open = foldersOf(folder).map(({ prefix }) => ["folder", prefix]);
  return `${EXPLORE}?${new URLSearchParams(open)}#${FOLDERS}`;
}
