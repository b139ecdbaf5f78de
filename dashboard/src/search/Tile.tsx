import { memo, useState } from "react";
import { Link } from "wouter";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { share, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { captionOf, describe } from "./caption";
import styles from "./Grid.module.css";
import { OPENED_HERE } from "./useImageLinks";

type Props = {
  image: Image;
  width: number;
  height: number;
  first: boolean;
  /** The labels that were searched for. */
  asked: string[];
  hrefOf: (path: string) => string;
};

/** A picture of the grid; its place is reserved before it loads. */
export const Tile = memo(function Tile({ image, width, height, first, asked, hrefOf }: Props) {
  const [isBroken, setBroken] = useState(false);
  const thumbnail = image.links.thumbnail;
  const [, name] = splitPath(image.path);
  return (
    <li className={styles.tile} style={{ width, height }}>
      <Link href={hrefOf(image.path)} state={OPENED_HERE} data-path={image.path}>
        {thumbnail && !isBroken ? (
          <img
            src={withKey(thumbnail)}
            alt={describe(image)}
            width={width}
            height={height}
            loading={first ? "eager" : "lazy"}
            fetchPriority={first ? "high" : "auto"}
            decoding="async"
            onError={() => setBroken(true)}
          />
        ) : (
          <span className={styles.missing} data-failed={image.status === "failed"}>
            <Icon name={image.status === "failed" ? "broken" : "picture"} size={22} />
            <span>{name}</span>
            {image.status === "failed" && <span className="unseen">: {describe(image)}</span>}
          </span>
        )}
        <span className={styles.caption} aria-hidden="true">
          {image.error
            ? image.error.code
            : captionOf(image, asked)
                .map(({ name, score }) => `${name} ${share(score)}`)
                .join(", ")}
        </span>
      </Link>
    </li>
  );
});
