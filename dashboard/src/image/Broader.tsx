import type { BroaderLabel } from "../api/types";
import { LabelLink } from "./LabelLink";
import styles from "./LabelList.module.css";

/** The labels above those of an image, whose scores are of all labels below them. */
export function Broader({ labels }: { labels: BroaderLabel[] }) {
  return (
    <>
      <h3 className={styles.heading}>Broader labels</h3>
      <ul className={styles.labels}>
        {labels.map(({ name, score }) => (
          <li key={name}>
            <LabelLink name={name} score={score} />
          </li>
        ))}
      </ul>
    </>
  );
}
