import { expect, it } from "vitest";
import { GAP, justify, type Place, ratioOf } from "./justify";

/** Return the rows, each with its places. */
function rowsOf(places: Place[]): Place[][] {
  const tops = [...new Set(places.map((place) => place.top))];
  return tops.map((top) => places.filter((place) => place.top === top));
}

it("fills every row to the pixel, and puts one below the other", () => {
  const ratios = Array.from({ length: 200 }, (_, index) => ratioOf(100 + ((index * 37) % 160), 130));
  for (const width of [358, 1001, 1440]) {
    const rows = rowsOf(justify(ratios, width, 170, false));
    expect(rows.length).toBeGreaterThan(10);
    let top = 0;
    for (const row of rows) {
      let left = 0;
      for (const place of row) {
        expect(place).toMatchObject({ left, top, height: row[0]?.height });
        expect(place.height).toBeLessThanOrEqual(170);
        left += place.width + GAP;
      }
      expect(left - GAP).toBe(width);
      top += (row[0]?.height ?? 0) + GAP;
    }
  }
});

it("holds back what would move when more arrives", () => {
  const first = justify([1.5, 1.5, 1.5], 500, 170, false);
  const more = justify([1.5, 1.5, 1.5, 0.7, 1.2, 1.9], 500, 170, false);
  expect(first).toHaveLength(2);
  expect(more.slice(0, 2)).toEqual(first);
});

it("leaves the last row of all as high as the others", () => {
  expect(justify([1.5, 1], 1000, 170, true)).toEqual([
    { left: 0, top: 0, width: 255, height: 170 },
    { left: 259, top: 0, width: 170, height: 170 },
  ]);
});

it("keeps shapes within limits", () => {
  expect(ratioOf(10_000, 100)).toBe(2.4);
  expect(ratioOf(100, 10_000)).toBe(0.6);
  expect(ratioOf(null, null)).toBe(1);
});
