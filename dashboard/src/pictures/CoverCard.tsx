import { Link } from "wouter";
import type { Cover } from "../api/types";
import { count, many, noun } from "../ui/format";
import { Icon } from "../ui/Icon";
import { PHONE, useMatches } from "../ui/useMatches";
import styles from "./CoverCard.module.css";
import { Thumbnail } from "./Thumbnail";

const WIDE = 168; // pixels, about, of a card
const NARROW = 120; // on a phone
const RATIO = 4 / 3;

type Kind = "label" | "folder";
type Props = {
  kind: Kind;
  href: string;
  name: string;
  images: number;
  /** There may be more than these images. */
  atLeast?: boolean;
  cover: Cover | null;
  /** The link has been followed, and may go. */
  onFollowed?: () => void;
};

/** A label or a folder, with a picture that stands for it; leads to what is in it. */
export function CoverCard({ kind, href, name, images, atLeast = false, cover, onFollowed }: Props) {
  const what = nounOf(kind);
  const width = useMatches(PHONE) ? NARROW : WIDE;
  return (
    <li className={styles.card}>
      <Link
        href={href}
        title={`${name}: ${atLeast ? "at least " : ""}${many(images, what)}`}
        onClick={onFollowed}
      >
        <CoverPicture kind={kind} cover={cover} width={width} />
        <span className={styles.name} data-kind={kind}>
          {name}
        </span>
        <span className={styles.count}>
          {count(images)}
          {atLeast && "+"}
          <span className="unseen"> {noun(atLeast ? 2 : images, what)}</span>
        </span>
      </Link>
    </li>
  );
}

/** A folder also has those that could not be labelled, which are no pictures. */
const nounOf = (kind: Kind) => (kind === "label" ? "picture" : "image");

type PictureProps = Pick<Props, "kind" | "cover"> & {
  /** Pixels, about. */
  width: number;
};

/** The picture of a cover, or what stands for it. */
export function CoverPicture({ kind, cover, width }: PictureProps) {
  const thumbnail = cover?.links.thumbnail;
  const missing = <Icon name={kind === "label" ? "picture" : "folder"} size={28} />;
  const tile = { width, height: width / RATIO };
  return (
    <span className={styles.picture}>
      {thumbnail ? (
        <Thumbnail key={thumbnail} thumbnail={thumbnail} image={cover} tile={tile}>
          {missing}
        </Thumbnail>
      ) : (
        missing
      )}
    </span>
  );
}

/** Cards without content, in place of those that are loading. */
export function CoverSkeletons({ number }: { number: number }) {
  return Array.from({ length: number }, (_, index) => index).map((index) => (
    <li key={index} className={styles.card} aria-hidden="true">
      <span className={styles.picture} />
      <span className={styles.name}>&nbsp;</span>
      <span className={styles.count}>&nbsp;</span>
    </li>
  ));
}
