import type { CostEstimate } from "../api/types";

/** Split the cost into parts, so that people can follow the sum (pure). */
export function costParts(cost: CostEstimate): { compute: number; executions: number } {
  return {
    compute: cost.worker_seconds * cost.gb_per_worker * cost.per_gb_second,
    executions: (cost.executions / 1e6) * cost.per_million_executions,
  };
}
