import { memo } from "react";
import type { Image } from "../api/types";
import styles from "./Grid.module.css";
import type { Group as Places } from "./groups";
import { Tile } from "./Tile";

export type Part = { group: Places; images: Image[] };

type Props = {
  part: Part;
  full: boolean;
  asked: string[];
  hrefOf: (path: string) => string;
};

/** Some pictures that follow one another; no list of its own, but a part of the grid's. */
export const Group = memo(function Group({ part: { group, images }, ...rest }: Props) {
  return (
    <ul role="presentation" className={styles.group} style={{ top: group.top, height: group.height }}>
      {images.map((image, index) => {
        const place = group.places[index];
        return (
          place && (
            <Tile
              key={image.path}
              image={image}
              index={group.first + index}
              left={place.left}
              top={place.top - group.top}
              width={place.width}
              height={place.height}
              {...rest}
            />
          )
        );
      })}
    </ul>
  );
}, isSame);

/** Return whether nothing has changed: a page more makes new objects for the same places. */
function isSame(one: Props, other: Props): boolean {
  return (
    one.full === other.full &&
    one.asked === other.asked &&
    one.hrefOf === other.hrefOf &&
    (one.part === other.part || isSamePart(one.part, other.part))
  );
}

function isSamePart(one: Part, other: Part): boolean {
  return (
    one.images.length === other.images.length &&
    one.group.top === other.group.top &&
    one.images.every((image, index) => image === other.images[index]) &&
    one.group.places.every((place, index) => {
      const moved = other.group.places[index];
      return (
        place.left === moved?.left &&
        place.top === moved.top &&
        place.width === moved.width &&
        place.height === moved.height
      );
    })
  );
}
