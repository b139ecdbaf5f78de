import { type ReactNode, useRef } from "react";
import { Link } from "wouter";
import type { Answer } from "../api/answer";
import { sentence } from "../api/errors";
import { CoverSkeletons } from "../pictures/CoverCard";
import { useWidth } from "../ui/useWidth";
import styles from "./Row.module.css";

const NARROWEST = 140; // pixels, of a cover with its gap
const PHONE = 600;
const SWIPED = 18; // covers of a row on a phone

type Props<T> = {
  title: string;
  answer: Answer<T[]>;
  all: { href: string; name: string };
  /** The cover of one. */
  children: (one: T) => ReactNode;
};

/** A row of covers: as many as fit, or on a phone more of them, to be swiped. Without any there is no row. */
export function Row<T>({ title, answer, all, children }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const width = useWidth(list);
  if (answer.state === "empty" || answer.state === "unsupported") return null;
  const isSwiped = width < PHONE;
  const number = isSwiped ? SWIPED : Math.floor(width / NARROWEST);
  return (
    <section className={styles.row} aria-label={title} aria-busy={answer.state === "loading"}>
      <div className={styles.line}>
        <h2>{title}</h2>
        <Link href={all.href}>{all.name}</Link>
      </div>
      {answer.state === "failed" && (
        <p className={styles.failed}>Cannot be loaded just now. {sentence(answer.error)}</p>
      )}
      <ul
        ref={list}
        data-swiped={isSwiped}
        style={isSwiped ? undefined : { gridTemplateColumns: `repeat(${number}, minmax(0, 1fr))` }}
      >
        {width > 0 && answer.state === "loading" && <CoverSkeletons number={number} />}
        {width > 0 && answer.state === "ready" && answer.data.slice(0, number).map(children)}
      </ul>
    </section>
  );
}
