import type { CostEstimate } from "../api/types";

/** The parts of the cost, so that a person can follow the sum (pure). */
export function costParts(cost: CostEstimate): { compute: number; executions: number } {
  return {
    compute: cost.worker_seconds * cost.gb_per_worker * cost.per_gb_second,
    executions: (cost.executions / 1e6) * cost.per_million_executions,
  };
}
