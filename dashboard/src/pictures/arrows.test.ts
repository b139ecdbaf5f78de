import { expect, it } from "vitest";
import { neighbour } from "./arrows";

// 0 1 2
// 3   4
const places = [
  { left: 0, top: 0, width: 10, height: 10 },
  { left: 10, top: 0, width: 10, height: 10 },
  { left: 20, top: 0, width: 10, height: 10 },
  { left: 0, top: 10, width: 15, height: 10 },
  { left: 15, top: 10, width: 15, height: 10 },
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

it("looks at the next row only, however many there are", () => {
  let read = 0;
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    get top() {
      read += 1;
      return Math.floor(index / 8) * 10;
    },
    left: (index % 8) * 10,
    width: 10,
    height: 10,
  }));
  expect(neighbour(many, 5_003, "ArrowDown")).toBe(5_011);
  expect(neighbour(many, 5_003, "ArrowUp")).toBe(4_995);
  expect(read).toBeLessThan(200);
});
