import { Link, useLocation, useSearch } from "wouter";
import { filterUrl } from "../address/state";
import { useFolders } from "../api/covers";
import { sentence } from "../api/errors";
import type { FolderCover } from "../api/types";
import { CoverPicture } from "../pictures/CoverCard";
import { Button } from "../ui/Button";
import { count, folderName, noun } from "../ui/format";
import { Icon } from "../ui/Icon";
import { withFolder } from "./address";
import styles from "./FolderTree.module.css";

const COVER = 48; // pixels, as in the styles

/** The folders as a tree. Those in one are asked for when it is opened; the address keeps which are open. */
export function FolderTree({ below = "" }: { below?: string }) {
  const [answer, { hasMore, isFetching, fetchMore }] = useFolders(below);
  if (answer.state === "failed")
    return <p className={styles.note}>Cannot be loaded just now. {sentence(answer.error)}</p>;
  if (answer.state === "loading") return <p className={styles.note}>Loading …</p>;
  if (answer.state !== "ready") return <p className={styles.note}>No folders in it.</p>;
  const opens = answer.data.some((folder) => folder.has_folders !== false);
  return (
    <ul className={styles.tree} data-opens={opens}>
      {answer.data.map((folder) => (
        <Node key={folder.path} folder={folder} />
      ))}
      {hasMore && (
        <li>
          <Button look="bare" onClick={fetchMore} disabled={isFetching}>
            {isFetching ? "Looking …" : "More folders"}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** A folder, which leads to its pictures, and opens if there may be others in it. */
function Node({ folder }: { folder: FolderCover }) {
  const { path, images, complete, has_folders, cover } = folder;
  const query = useSearch();
  const [, navigate] = useLocation();
  const isOpen = new URLSearchParams(query).has("folder", path);
  const name = folderName(path);
  return (
    <li>
      <div className={styles.row}>
        {has_folders === false ? (
          <span className={styles.toggle} />
        ) : (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={`Folders in ${name}`}
            onClick={() => navigate(withFolder(query, path, !isOpen), { replace: true })}
          >
            <Icon name="right" size={14} />
          </button>
        )}
        <Link href={filterUrl("prefix", path)} className={styles.folder}>
          <span className={styles.cover}>
            <CoverPicture kind="folder" cover={cover} width={COVER} />
          </span>
          <span className={styles.name}>{name}</span>
          <span className={styles.count}>
            {count(images)}
            {!complete && "+"}
            <span className="unseen"> {noun(complete ? images : 2, "image")}</span>
          </span>
        </Link>
      </div>
      {isOpen && <FolderTree below={path} />}
    </li>
  );
}
