import type { WorkerActivity } from "../api/types";

type Row = Omit<WorkerActivity, "minute">;

/** Return one row per worker, which may have reported several minutes; the busiest first (pure). */
export function perWorker(workers: WorkerActivity[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { worker, labelled, failed, busy_ms } of workers) {
    const row = rows.get(worker) ?? { worker, labelled: 0, failed: 0, busy_ms: 0 };
    row.labelled += labelled;
    row.failed += failed;
    row.busy_ms += busy_ms;
    rows.set(worker, row);
  }
  return [...rows.values()].sort(
    (one, other) => other.labelled - one.labelled || one.worker.localeCompare(other.worker),
  );
}
