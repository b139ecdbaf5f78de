import { expect, it } from "vitest";
import { perWorker } from "./workers";

it("adds up the minutes of a worker, the busiest first", () => {
  const minute = "2026-01-02T12:00:00+00:00";
  const rows = perWorker([
    { worker: "a", labelled: 1, failed: 1, busy_ms: 10, minute },
    { worker: "b", labelled: 5, failed: 0, busy_ms: 50, minute },
    { worker: "a", labelled: 2, failed: 0, busy_ms: 20, minute },
  ]);
  expect(rows).toEqual([
    { worker: "b", labelled: 5, failed: 0, busy_ms: 50 },
    { worker: "a", labelled: 3, failed: 1, busy_ms: 30 },
  ]);
});
