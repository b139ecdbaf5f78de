import { expect, it } from "vitest";
import { justify, ratioOf } from "./justify";

const GAP = 4;

it("fills every row to the pixel", () => {
  const ratios = Array.from({ length: 200 }, (_, index) => ratioOf(100 + ((index * 37) % 160), 130));
  for (const width of [358, 1001, 1440]) {
    let row = 0;
    for (const size of justify(ratios, width, 170, GAP, false)) {
      row += size.width + (row ? GAP : 0);
      expect(row).toBeLessThanOrEqual(width);
      expect(size.height).toBeLessThanOrEqual(170);
      if (row === width) row = 0;
    }
    expect(row).toBe(0);
  }
});

it("holds back what would move when more arrives", () => {
  const first = justify([1.5, 1.5, 1.5], 500, 170, GAP, false);
  const more = justify([1.5, 1.5, 1.5, 0.7, 1.2, 1.9], 500, 170, GAP, false);
  expect(first).toHaveLength(2);
  expect(more.slice(0, 2)).toEqual(first);
});

it("leaves the last row of all as high as the others", () => {
  expect(justify([1.5], 1000, 170, GAP, true)).toEqual([{ width: 255, height: 170 }]);
});

it("keeps shapes within limits", () => {
  expect(ratioOf(10_000, 100)).toBe(2.4);
  expect(ratioOf(100, 10_000)).toBe(0.6);
  expect(ratioOf(null, null)).toBe(1);
});
