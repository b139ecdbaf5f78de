import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Statistics } from "../api/types";
import { count, moment, money, rate } from "../ui/format";
import styles from "./Figures.module.css";
import { sum } from "./history";

/** The figures at a glance. A figure that this API lacks is shown as a dash. */
export function Figures({ stats }: { stats: Statistics }) {
  const { queue, workers, cost, per_minute: perMinute } = stats;
  return (
    <dl className={styles.figures}>
      <Figure name="Pictures" value={count(stats.images)}>
        {stats.failed ? <Link href="/failures">{count(stats.failed)} failed</Link> : "none failed"}
      </Figure>
      <Figure name="Per minute" value={perMinute !== undefined && rate(perMinute)}>
        {perMinute !== undefined && (perMinute > 0 ? "at the moment" : "at rest")}
      </Figure>
      <Figure name="In the queue" value={queue && count(queue.active)}>
        {queue && queue.scheduled > 0 && `${count(queue.scheduled)} scheduled`}
        {queue === null && "cannot be read"}
      </Figure>
      <Figure name="Dead letters" value={queue && count(queue.dead_letter)} bad={!!queue?.dead_letter}>
        {queue && queue.dead_letter > 0 && <Link href="/failures">retry</Link>}
      </Figure>
      <Figure name="Workers" value={workers && count(new Set(workers.map((worker) => worker.worker)).size)}>
        {workers &&
          (workers.length === 0
            ? "none at work"
            : `${count(sum(workers.map((worker) => worker.labelled)))} in a minute`)}
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
