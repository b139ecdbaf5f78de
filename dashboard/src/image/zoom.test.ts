import { expect, it } from "vitest";
import { closer, FIT, kept, mostZoom, moved, toReal, zoomedAt } from "./zoom";

const MOST = 8;

it("keeps the point under the pointer where it is", () => {
  const view = zoomedAt({ zoom: 2, x: 10, y: -20 }, 1.5, { x: 100, y: 50 }, MOST);
  const before = { x: (100 - 10) / 2, y: (50 + 20) / 2 };
  const after = { x: (100 - view.x) / view.zoom, y: (50 - view.y) / view.zoom };
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
});

it("is never smaller than it fits, nor larger than is of use", () => {
  expect(zoomedAt(FIT, 0.1, { x: 5, y: 5 }, MOST)).toEqual(FIT);
  expect(zoomedAt(FIT, 100, { x: 0, y: 0 }, MOST).zoom).toBe(MOST);
  expect(mostZoom(6000, 1000)).toBe(24);
  expect(mostZoom(32, 32)).toBe(8);
});

it("moves only where the picture is larger than its stage, up to its edge", () => {
  const [picture, stage] = [
    { width: 400, height: 200 },
    { width: 400, height: 600 },
  ];
  expect(kept(moved(FIT, { x: 50, y: 50 }), picture, stage)).toEqual(FIT);
  expect(kept({ zoom: 2, x: 500, y: -500 }, picture, stage)).toEqual({ zoom: 2, x: 200, y: 0 });
});

it("comes closer by a double tap, to the picture's own size if that is larger, and goes back", () => {
  expect(closer(FIT, 3000, 1000)).toBe(3);
  expect(closer(FIT, 300, 300)).toBe(2.5);
  const view = zoomedAt(FIT, 3, { x: 0, y: 0 }, MOST);
  expect(zoomedAt(view, closer(view, 3000, 1000), { x: 0, y: 0 }, MOST).zoom).toBe(1);
});

it("goes to the picture's own size from any zoom, and back, where that is larger", () => {
  expect(toReal(FIT, 6000, 1000)).toBe(6);
  expect(toReal(FIT, 1500, 1000)).toBe(1.5);
  expect(toReal({ zoom: 1.5, x: 0, y: 0 }, 6000, 1000)).toBe(4);
  expect(toReal({ zoom: 12, x: 0, y: 0 }, 6000, 1000)).toBe(1 / 2);
  expect(toReal({ zoom: 6.001, x: 0, y: 0 }, 6000, 1000)).toBe(1 / 6.001);
  expect(toReal({ zoom: 2, x: 0, y: 0 }, 300, 300)).toBe(1 / 2);
  expect(toReal(FIT, 300, 300)).toBe(1);
  expect(toReal(FIT, 0, 600)).toBe(1);
});
