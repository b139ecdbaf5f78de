import { expect, it } from "vitest";
import { isSparse, MOST_SHORT } from "./further";

it("goes on by itself until several pages in a row were short", () => {
  const short = Array.from({ length: MOST_SHORT }, (_, index) => index % 2);
  expect(isSparse(short, 60)).toBe(true);
  expect(isSparse([60, ...short], 60)).toBe(true);
  expect(isSparse(short.slice(1), 60)).toBe(false);
  expect(isSparse([...short, 60], 60)).toBe(false);
  expect(isSparse([...short, 60, 0, 0, 0, 0], 60)).toBe(false);
  expect(isSparse([], 60)).toBe(false);
});
