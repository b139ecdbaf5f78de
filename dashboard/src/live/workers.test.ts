import { expect, it } from "vitest";
import { busiestFirst } from "./workers";

it("has the busiest worker first, then by name", () => {
  const at = { failed: 0, busy_ms: 10, minute: "2026-01-02T12:00:00+00:00" };
  const workers = [
    { ...at, worker: "b", labelled: 1 },
    { ...at, worker: "a", labelled: 1 },
    { ...at, worker: "c", labelled: 5 },
  ];
  expect(busiestFirst(workers).map(({ worker }) => worker)).toEqual(["c", "a", "b"]);
});
