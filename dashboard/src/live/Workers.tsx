import type { Answer } from "../api/answer";
import type { WorkerActivity } from "../api/types";
import { count, timeOfDay } from "../ui/format";
import styles from "./LivePage.module.css";
import { busiestFirst } from "./workers";

/** The active workers, each with what it did in the minute of the clock in which it was last at work. */
export function Workers({ workers }: { workers: Answer<WorkerActivity[]> }) {
  return (
    <section className={styles.panel}>
      <h2>Workers of the last 2 minutes</h2>
      {workers.state === "empty" && <p className={styles.quiet}>None.</p>}
      {workers.state === "unsupported" && <p className={styles.quiet}>This API does not name its workers.</p>}
      {workers.state === "ready" && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach anything that scrolls
        <section className={styles.scroll} aria-label="Workers" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>Worker</th>
                <th>Last at work</th>
                <th data-number>Labelled then</th>
                <th data-number>Failed tries</th>
                <th data-number>Images a busy second</th>
              </tr>
            </thead>
            <tbody>
              {busiestFirst(workers.data).map((row) => (
                <tr key={row.worker}>
                  <td>{row.worker}</td>
                  <td>
                    <time dateTime={row.minute}>{timeOfDay(Date.parse(row.minute) / 1000)}</time>
                  </td>
                  <td data-number>{count(row.labelled)}</td>
                  <td data-number>{count(row.failed)}</td>
                  <td data-number>
                    {row.busy_ms ? ((1000 * (row.labelled + row.failed)) / row.busy_ms).toFixed(1) : "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
