import { expect, it } from "vitest";
import { costParts } from "./cost";

it("has the parts of the sum", () => {
  const parts = costParts({
    currency: "USD",
    total: 0.0564,
    since: null,
    worker_seconds: 1000,
    gb_per_worker: 2,
    per_gb_second: 0.000026,
    executions: 22_000,
    per_million_executions: 0.2,
  });
  expect(parts.compute).toBeCloseTo(0.052);
  expect(parts.executions).toBeCloseTo(0.0044);
  expect(parts.compute + parts.executions).toBeCloseTo(0.0564);
});
