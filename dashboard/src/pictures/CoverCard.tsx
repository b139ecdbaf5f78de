import { useState } from "react";
import { Link } from "wouter";
import { withKey } from "../api/key";
import type { Cover } from "../api/types";
import { count, many } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./CoverCard.module.css";

type Kind = "label" | "folder";
type Props = {
  kind: Kind;
  href: string;
  name: string;
  images: number;
  /** There may be more than these images. */
  atLeast?: boolean;
  cover: Cover | null;
};

/** A label or a folder, with a picture that stands for it; leads to what is in it. */
export function CoverCard({ kind, href, name, images, atLeast = false, cover }: Props) {
  const what = nounOf(kind);
  return (
    <li className={styles.card}>
      <Link href={href} title={`${name}: ${atLeast ? "at least " : ""}${many(images, what)}`}>
        <CoverPicture kind={kind} cover={cover} />
        <span className={styles.name} data-kind={kind}>
          {name}
        </span>
        <span className={styles.count}>
          {count(images)}
          {atLeast && "+"}
          <span className="unseen"> {what}s</span>
        </span>
      </Link>
    </li>
  );
}

/** A folder also has those that could not be labelled, which are no pictures. */
const nounOf = (kind: Kind) => (kind === "label" ? "picture" : "image");

/** The picture of a cover, or what stands for it. */
export function CoverPicture({ kind, cover }: Pick<Props, "kind" | "cover">) {
  const [isBroken, setBroken] = useState(false);
  const thumbnail = cover?.links.thumbnail;
  return (
    <span className={styles.picture}>
      {thumbnail && !isBroken ? (
        <img src={withKey(thumbnail)} alt="" decoding="async" onError={() => setBroken(true)} />
      ) : (
        <Icon name={kind === "label" ? "picture" : "folder"} size={28} />
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
