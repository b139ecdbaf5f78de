import { expect, it } from "vitest";
import { pollAfter } from "./queryClient";

it("looks ever more seldom for what takes a while", () => {
  expect([0, 1, 2, 3].map(pollAfter)).toEqual([5_000, 5_000, 7_500, 11_250]);
  expect(pollAfter(100)).toBe(30_000);
});
