import { filterUrl } from "../address/state";
import { type Answer, part } from "../api/answer";
import type { FolderCover } from "../api/types";
import { CoverCard } from "../pictures/CoverCard";
import { beginSearch } from "../ui/beginSearch";
import { folderName } from "../ui/format";
import { Row } from "./Row";

type Props = { title: string; answer: Answer<FolderCover[]>; all: { href: string; name: string } };

/** A row of folders. There is none either where only a later page of the API's answer has some. */
export function FolderRow({ title, answer, all }: Props) {
  return (
    <Row title={title} answer={part(answer, (found) => found, isEmpty)} all={all}>
      {({ path, images, complete, cover }) => (
        <CoverCard
          key={path}
          kind="folder"
          href={filterUrl("prefix", path)}
          name={folderName(path)}
          images={images}
          atLeast={!complete}
          cover={cover}
          onFollowed={beginSearch}
        />
      )}
    </Row>
  );
}

const isEmpty = (folders: FolderCover[]) => folders.length === 0;
