import styles from "./Grid.module.css";
import { justify, rowHeight } from "./justify";

const RATIOS = Array.from(
  { length: 60 },
  (_, index) => [1.5, 0.75, 1.33, 1.5, 1, 1.78, 1.33][(index * 3) % 7] ?? 1,
);
const ROWS = 5;

/** Empty tiles in place of pictures that are loading. */
export function Skeleton({ width }: { width: number }) {
  if (!width) return null;
  const target = rowHeight(width);
  const fitting = justify(RATIOS, width, target, false).filter(({ top }) => top < ROWS * target);
  return (
    <ul aria-hidden="true" style={{ height: ROWS * target }}>
      {fitting.map((place) => (
        <li key={`${place.left} ${place.top}`} className={styles.skeleton} style={place} />
      ))}
    </ul>
  );
}
