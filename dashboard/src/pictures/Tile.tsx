import { memo } from "react";
import type { Image } from "../api/types";
import { share, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { captionOf, describe } from "./caption";
import { originalOf } from "./sources";
import { Thumbnail } from "./Thumbnail";
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
          <span
            className={styles.caption}
            aria-hidden="true"
            data-text={image.error?.code ?? wordsOf(image, asked)}
          />
        )}
      </a>
    </li>
  );
});

function wordsOf(image: Image, asked: string[]): string {
  return captionOf(image, asked)
    .map(({ name, score }) => `${name} ${share(score)}`)
    .join(", ");
}

type PictureProps = { image: Image; first: boolean; width: number; height: number };

/** The thumbnail, or what stands for it. */
function Picture({ image, first, ...tile }: PictureProps) {
  const { thumbnail } = image.links;
  const missing = (
    <span className={styles.missing} data-failed={image.status === "failed"}>
      <Icon name={image.status === "failed" ? "broken" : "picture"} size={22} />
      <span>{splitPath(image.path)[1]}</span>
    </span>
  );
  if (!thumbnail) return missing;
  return (
    <Thumbnail
      key={thumbnail}
      thumbnail={thumbnail}
      image={image}
      tile={tile}
      original={originalOf(image)}
      first={first}
    >
      {missing}
    </Thumbnail>
  );
}
