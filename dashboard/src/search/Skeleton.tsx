import { GAP, rowHeight } from "./Grid";
import styles from "./Grid.module.css";
import { justify } from "./justify";

const RATIOS = Array.from(
  { length: 60 },
  (_, index) => [1.5, 0.75, 1.33, 1.5, 1, 1.78, 1.33][(index * 3) % 7] ?? 1,
);
const ROWS = 5;

/** Empty tiles in place of pictures that are loading. */
export function Skeleton({ width }: { width: number }) {
  if (!width) return null;
  const sizes = justify(RATIOS, width, rowHeight(width), GAP, false);
  const fitting = sizes.slice(0, Math.ceil((ROWS * width) / (rowHeight(width) * 1.3)));
  return fitting.map((size, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
    <li key={index} className={styles.skeleton} style={size} aria-hidden="true" />
  ));
}
