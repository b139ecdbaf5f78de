import { expect, it } from "vitest";
import { neighbour } from "./arrows";

// 0 1 2
// 3   4
const places = [
  { top: 0, left: 0, width: 10 },
  { top: 0, left: 10, width: 10 },
  { top: 0, left: 20, width: 10 },
  { top: 10, left: 0, width: 15 },
  { top: 10, left: 15, width: 15 },
];

it.each([
  [0, "ArrowRight", 1],
  [2, "ArrowRight", 3],
  [0, "ArrowLeft", null],
  [4, "ArrowRight", null],
  [0, "ArrowDown", 3],
  [2, "ArrowDown", 4],
  [4, "ArrowUp", 2],
  [3, "ArrowDown", null],
  [1, "Home", 0],
  [1, "End", 4],
  [1, "x", null],
])("from %i by %s to %s", (now, key, next) => {
  expect(neighbour(places, now, key)).toBe(next);
});
