import { expect, it } from "vitest";
import { bottomOf, groupsOf, rangeOf, SIZE } from "./groups";
import { justify, ratioOf } from "./justify";

const ratios = Array.from({ length: 1_000 }, (_, index) => ratioOf(100 + ((index * 37) % 160), 130));

it.each([390, 1440])("has every picture in one group, within its height, at %i", (width) => {
  const places = justify(ratios, width, 170, true);
  const groups = groupsOf(places);
  expect(groups.flatMap((group) => group.places)).toEqual(places);
  for (const [index, group] of groups.entries()) {
    expect(group.first).toBe(index * SIZE);
    for (const { top, height } of group.places) {
      expect(top).toBeGreaterThanOrEqual(group.top);
      expect(top + height).toBeLessThanOrEqual(group.top + group.height);
    }
  }
  const last = groups.at(-1);
  expect((last?.top ?? 0) + (last?.height ?? 0)).toBe(bottomOf(places));
});

it("keeps a picture in its group at any width", () => {
  const [narrow, wide] = [320, 2_000].map((width) => groupsOf(justify(ratios, width, 170, true)));
  expect(narrow?.map((group) => group.places.length)).toEqual(wide?.map((group) => group.places.length));
});

it("leaves the groups of before as they were when more arrives", () => {
  const before = groupsOf(justify(ratios.slice(0, 500), 1440, 170, false));
  const after = groupsOf(justify(ratios, 1440, 170, false));
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
});

// Heights: 0 to 90, 80 to 150, 160 to 200; the first two have a row in common.
const groups = [
  { first: 0, places: [], top: 0, height: 90 },
  { first: 32, places: [], top: 80, height: 70 },
  { first: 64, places: [], top: 160, height: 40 },
];

it.each([
  ["at the top", 0, 50, { from: 0, to: 1 }],
  ["where two overlap", 85, 88, { from: 0, to: 2 }],
  ["at an edge, which belongs to none", 90, 160, { from: 1, to: 2 }],
  ["over all", -100, 900, { from: 0, to: 3 }],
  ["at the end", 190, 900, { from: 2, to: 3 }],
  ["above the grid", -500, -100, { from: 0, to: 1 }],
  ["below the grid", 500, 900, { from: 0, to: 1 }],
  ["between two", 152, 158, { from: 0, to: 1 }],
])("finds the groups %s", (_, top, bottom, range) => {
  expect(rangeOf(groups, top, bottom)).toEqual(range);
});

it("has none without pictures", () => {
  expect(groupsOf([])).toEqual([]);
  expect(bottomOf([])).toBe(0);
});
