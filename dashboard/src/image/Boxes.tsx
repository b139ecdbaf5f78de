import type { CSSProperties } from "react";
import type { Label } from "../api/types";
import { share } from "../ui/format";
import styles from "./Boxes.module.css";
import { marksOf } from "./marks";

type Props = { labels: Label[]; chosen: string | null; zoom: number };

/** The boxes in which a detector found each label; those of the label under the pointer in the list are highlighted. */
export function Boxes({ labels, chosen, zoom }: Props) {
  return (
    <div className={styles.boxes} data-chosen={chosen !== null} aria-hidden="true">
      {marksOf(labels, zoom, chosen).map(({ name, box, colour, isNamed }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no other identity, and their order is fixed
          key={index}
          className={styles.box}
          data-chosen={name === chosen}
          data-at-top={box.top < AT_TOP}
          style={
            {
              "--colour": colour,
              top: percent(box.top),
              left: percent(box.left),
              width: percent(box.right - box.left),
              height: percent(box.bottom - box.top),
            } as CSSProperties
          }
        >
          {isNamed && (
            <span>
              {name} {share(box.score)}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** There is no room for a name above a box that begins so close to the picture's upper edge. */
const AT_TOP = 0.06;

const percent = (fraction: number) => `${100 * fraction}%`;
