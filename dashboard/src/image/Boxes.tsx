import type { Label } from "../api/types";
import { share } from "../ui/format";
import styles from "./Boxes.module.css";

/** The boxes in which a detector found each label; the one under the pointer in the list is highlighted. */
export function Boxes({ labels, chosen }: { labels: Label[]; chosen: string | null }) {
  const boxes = labels.flatMap(({ name, boxes: places }) => (places ?? []).map((box) => ({ name, box })));
  return (
    <div className={styles.boxes} data-chosen={chosen !== null} aria-hidden="true">
      {boxes.map(({ name, box }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no other identity, and their order is fixed
          key={index}
          className={styles.box}
          data-chosen={name === chosen}
          style={{
            top: percent(box.top),
            left: percent(box.left),
            width: percent(box.right - box.left),
            height: percent(box.bottom - box.top),
          }}
        >
          <span>
            {name} {share(box.score)}
          </span>
        </div>
      ))}
    </div>
  );
}

const percent = (fraction: number) => `${100 * fraction}%`;
