import { memo, useState } from "react";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { share, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { captionOf, describe } from "./caption";
import { sourcesOf } from "./sources";
import styles from "./Tile.module.css";

type Props = {
  image: Image;
  /** Its place among all; the keys find it by this number. */
  index: number;
  left?: number;
  top?: number;
  width: number;
  height: number;
  /** Whether it has its picture: without, it is a link with the same words at the same place. */
  full: boolean;
  /** The labels that were searched for. */
  asked: string[];
  hrefOf: (path: string) => string;
};

const FIRST = 8;

/** A picture of the grid. Its words are text over it that cannot be seen, so that find-in-page finds and marks them. */
export const Tile = memo(function Tile({ image, index, full, asked, hrefOf, ...place }: Props) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: it is not, in a group, whose own role is none
    <li role="listitem" className={styles.tile} style={place}>
      <a href={hrefOf(image.path)} data-path={image.path} data-index={index}>
        {full && <Picture image={image} first={index < FIRST} width={place.width} height={place.height} />}
        <span className={styles.words}>{describe(image)}</span>
        {full && (
          <span className={styles.caption} aria-hidden="true">
            {image.error
              ? image.error.code
              : captionOf(image, asked)
                  .map(({ name, score }) => `${name} ${share(score)}`)
                  .join(", ")}
          </span>
        )}
      </a>
    </li>
  );
});

type PictureProps = { image: Image; first: boolean; width: number; height: number };

/** The thumbnail, or what stands for it. */
function Picture({ image, first, ...tile }: PictureProps) {
  const [failures, setFailures] = useState(0);
  const thumbnail = image.links.thumbnail && withKey(image.links.thumbnail);
  // An API of an earlier version knows no sizes.
  const sources = thumbnail && failures === 0 ? sourcesOf(thumbnail, image, tile) : null;
  if (thumbnail && failures < 2)
    return (
      <img
        {...(sources ?? { src: thumbnail })}
        alt=""
        loading={first ? "eager" : "lazy"}
        fetchPriority={first ? "high" : "auto"}
        decoding="async"
        onError={() => setFailures(sources ? 1 : 2)}
      />
    );
  return (
    <span className={styles.missing} data-failed={image.status === "failed"}>
      <Icon name={image.status === "failed" ? "broken" : "picture"} size={22} />
      <span>{splitPath(image.path)[1]}</span>
    </span>
  );
}
