import type { ReactNode } from "react";
import { Link } from "wouter";
import { labelledOf } from "../api/statistics";
import type { Statistics } from "../api/types";
import { count, moment, money } from "../ui/format";
import styles from "./Figures.module.css";
import { howLong, remainingOf } from "./remaining";

/** The figures at a glance. A figure that this API lacks is shown as a dash. */
export function Figures({ stats }: { stats: Statistics }) {
  const remaining = remainingOf(stats);
  const { queue, workers, cost, per_minute: perMinute } = stats;
  return (
    <dl className={styles.figures}>
      <Figure name="Pictures" value={count(labelledOf(stats))}>
        {stats.failed ? <Link href="/failures">{count(stats.failed)} not labelled</Link> : "none failed"}
      </Figure>
      <Figure name="In the last minute" value={perMinute !== undefined && count(perMinute)}>
        {perMinute ? "images labelled or tried" : ""}
      </Figure>
      <Figure name="Left to label" value={remaining && count(remaining.left)}>
        {remaining ? howLong(remaining) : "the queue cannot be read"}
      </Figure>
      <Figure name="Dead letters" value={queue && count(queue.dead_letter)} bad={!!queue?.dead_letter}>
        {queue && queue.dead_letter > 0 && <Link href="/failures">retry</Link>}
      </Figure>
      <Figure name="Workers" value={workers && count(new Set(workers.map((worker) => worker.worker)).size)}>
        {workers && "last 2 minutes"}
      </Figure>
      <Figure name="Cost" value={cost && money(cost.total, cost.currency)}>
        {cost?.since && `since ${moment(cost.since).replace(/,.*/, "")}`}
      </Figure>
    </dl>
  );
}

type Props = { name: string; value: ReactNode; bad?: boolean; children?: ReactNode };

function Figure({ name, value, bad, children }: Props) {
  return (
    <div className={styles.figure} data-bad={bad}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value || "–"}</dd>
      <dd className={styles.more}>{children}</dd>
    </div>
  );
}
