import { Link } from "wouter";
import { filterUrl } from "../address/state";
import { dataOf, previousOf } from "../api/answer";
import { sentence } from "../api/errors";
import { reasonOf } from "../api/reasons";
import { useFirst } from "../api/searches";
import { OPENED_HERE } from "../pictures/useOpen";
import { count, moment } from "../ui/format";
import styles from "./FailuresPage.module.css";
import type { Retry } from "./outcome";
import { RetryButton } from "./RetryButton";

const EXAMPLES = 3;

type Props = { code: string; images: number; last: Retry | undefined };

/** The images that failed for one reason, what to do about it, and what became of a retry. */
export function Group({ code, images, last }: Props) {
  const { title, why, remedy, retryHelps } = reasonOf(code);
  const all = filterUrl("error", code);
  const answer = useFirst(
    `${new URLSearchParams({ status: "failed", error: code, sort: "newest" })}`,
    EXAMPLES,
    images,
  );
  // Those of the count before stay until the next ones come: they failed for this reason, too.
  const examples = (dataOf(answer) ?? previousOf(answer))?.items;
  return (
    <li className={styles.group}>
      <div className={styles.head}>
        <span className={styles.count}>{count(images)}</span>
        <div className={styles.reason}>
          <h2>{title}</h2>
          <p>
            <code>{code}</code> {why}
          </p>
          {remedy && (
            <p className={styles.remedy}>
              <strong>What to do:</strong> {remedy}
            </p>
          )}
        </div>
        {retryHelps && (
          <RetryButton code={code} last={last}>
            Retry
          </RetryButton>
        )}
      </div>
      <ul className={styles.examples}>
        {answer.state === "loading" && !examples && <Places count={Math.min(images, EXAMPLES)} />}
        {answer.state === "failed" && <li className={styles.none}>{sentence(answer.error)}</li>}
        {examples?.map((image) => (
          <li key={image.path}>
            <Link href={`${all}&image=${encodeURIComponent(image.path)}`} state={OPENED_HERE}>
              {image.path}
            </Link>
            <span className={styles.message} title={image.error?.message}>
              {image.error?.message}
            </span>
            <time dateTime={image.classified_at}>{moment(image.classified_at)}</time>
          </li>
        ))}
      </ul>
      {images > EXAMPLES && (
        <Link href={all} className={styles.all}>
          All {count(images)}
        </Link>
      )}
    </li>
  );
}

/** Room for the examples until they come. */
function Places({ count: places }: { count: number }) {
  return Array.from({ length: places }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
    <li key={index} aria-hidden="true">
      <span>&nbsp;</span>
      <span className={styles.message}>&nbsp;</span>
      <span>&nbsp;</span>
    </li>
  ));
}
