import type { ComponentProps } from "react";
import { Link } from "wouter";
import { labelsUrl } from "../address/state";
import { share } from "../ui/format";
import styles from "./LabelList.module.css";

type Handlers = Pick<ComponentProps<"a">, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur">;
type Props = Handlers & { name: string; score: number; children?: ComponentProps<"a">["children"] };

/** A label with its score, which leads to the pictures that have it. */
export function LabelLink({ name, score, children, ...handlers }: Props) {
  return (
    <Link href={labelsUrl(name)} {...handlers}>
      <span>
        {name}
        {children}
      </span>
      <span className={styles.score}>{share(score)}</span>
      <span className={styles.meter}>
        <span style={{ width: `${100 * score}%` }} />
      </span>
    </Link>
  );
}
