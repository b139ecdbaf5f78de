import type { Answer } from "../api/answer";
import type { CostEstimate } from "../api/types";
import { count, duration, money } from "../ui/format";
import { costParts } from "./cost";
import styles from "./LivePage.module.css";

/** The cost as a sum that people can follow. */
export function CostSum({ cost }: { cost: Answer<CostEstimate> }) {
  return (
    <section className={styles.panel}>
      <h2>What the cost is made of</h2>
      {cost.state === "ready" && <Sum cost={cost.data} />}
      {cost.state === "unsupported" && (
        <p className={styles.quiet}>This API does not say what the work has cost.</p>
      )}
    </section>
  );
}

function Sum({ cost }: { cost: CostEstimate }) {
  const { compute, executions } = costParts(cost);
  const price = (value: number) => money(value, cost.currency);
  return (
    <table>
      <tbody>
        <tr>
          <td>
            Compute
            <div className={styles.quiet}>
              {duration(cost.worker_seconds)} of workers × {cost.gb_per_worker} GB ×{" "}
              {price(cost.per_gb_second)} a GB second
            </div>
          </td>
          <td data-number>{price(compute)}</td>
        </tr>
        <tr>
          <td>
            Executions
            <div className={styles.quiet}>
              {count(cost.executions)} × {price(cost.per_million_executions)} a million
            </div>
          </td>
          <td data-number>{price(executions)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td>Together</td>
          <td data-number>{price(cost.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
