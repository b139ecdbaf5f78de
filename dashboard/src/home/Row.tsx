import type { ReactNode } from "react";
import { Link } from "wouter";
import { type Answer, dataOf } from "../api/answer";
import { sentence } from "../api/errors";
import { Covers } from "./Covers";
import styles from "./Row.module.css";

type Props<T> = {
  title: string;
  answer: Answer<T[]>;
  all: { href: string; name: string };
  /** The cover of one. */
  children: (one: T) => ReactNode;
};

/** A row of covers with its title. Without any there is no row. */
export function Row<T>({ title, answer, all, children }: Props<T>) {
  if (answer.state === "empty" || answer.state === "unsupported") return null;
  return (
    <section className={styles.row} aria-label={title} aria-busy={answer.state === "loading"}>
      <div className={styles.line}>
        <h2>{title}</h2>
        <Link href={all.href}>{all.name}</Link>
      </div>
      {answer.state === "failed" ? (
        <p className={styles.failed}>Cannot be loaded just now. {sentence(answer.error)}</p>
      ) : (
        <Covers items={dataOf(answer)}>{children}</Covers>
      )}
    </section>
  );
}
