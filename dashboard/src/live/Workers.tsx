import type { WorkerActivity } from "../api/types";
import { count } from "../ui/format";
import styles from "./LivePage.module.css";
import { perWorker } from "./workers";

/** The active workers. */
export function Workers({ workers }: { workers: WorkerActivity[] | undefined }) {
  const rows = perWorker(workers ?? []);
  return (
    <section className={styles.panel}>
      <h2>Active workers, in their last minute</h2>
      {rows.length === 0 ? (
        <p className={styles.quiet}>
          {workers ? "None: the queue is empty." : "This API does not name its workers."}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach anything that scrolls
        <section className={styles.scroll} aria-label="Workers" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>Worker</th>
                <th data-number>Labelled</th>
                <th data-number>Failed</th>
                <th data-number>Images a busy second</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.worker}>
                  <td>{row.worker}</td>
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
