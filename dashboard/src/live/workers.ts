import type { WorkerActivity } from "../api/types";

/** Return the workers, the busiest first (pure). */
export const busiestFirst = (workers: WorkerActivity[]): WorkerActivity[] =>
  [...workers].sort((one, other) => other.labelled - one.labelled || one.worker.localeCompare(other.worker));
