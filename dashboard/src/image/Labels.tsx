import type { Image } from "../api/types";
import { LabelLink } from "./LabelLink";
import styles from "./LabelList.module.css";

type Props = { image: Image; named: boolean; choose: (label: string | null) => void };

/** The labels of an image, each with its model if several are named. */
export function Labels({ image, named, choose }: Props) {
  return (
    <>
      <h3 className={styles.heading}>Labels</h3>
      <ul className={styles.labels}>
        {image.labels.map(({ name, score, model, boxes }) => (
          <li key={`${model}\n${name}`}>
            <LabelLink
              name={name}
              score={score}
              onPointerEnter={() => choose(name)}
              onPointerLeave={() => choose(null)}
              onFocus={() => choose(name)}
              onBlur={() => choose(null)}
            >
              {boxes && boxes.length > 1 && <span className={styles.quiet}> × {boxes.length}</span>}
              {named && model && <span className={styles.model}>{model}</span>}
            </LabelLink>
          </li>
        ))}
      </ul>
    </>
  );
}
