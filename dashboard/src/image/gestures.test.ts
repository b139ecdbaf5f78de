import { expect, it } from "vitest";
import { isSecondTap, isTap, moveOf, swipeOf } from "./gestures";

const at = (x: number, y: number) => ({ x, y });
const touched = (pinched = false) => ({ pointers: new Map(), start: at(100, 100), at: 1_000, pinched });

it("one pointer moves, two pinch around their middle", () => {
  expect(moveOf(new Map([[1, at(0, 0)]]), 1, at(3, 4))).toEqual({
    by: at(3, 4),
    factor: 1,
    around: at(3, 4),
  });
  const two = new Map([
    [1, at(0, 0)],
    [2, at(100, 0)],
  ]);
  expect(moveOf(two, 2, at(200, 0))).toEqual({ by: at(50, 0), factor: 2, around: at(100, 0) });
});

it("a tap is short and stays, and a second one comes soon at the same place", () => {
  expect(isTap(touched(), at(103, 101), 1_100)).toBe(true);
  expect(isTap(touched(), at(140, 100), 1_100)).toBe(false);
  expect(isTap(touched(), at(100, 100), 2_000)).toBe(false);
  expect(isTap(touched(true), at(100, 100), 1_100)).toBe(false);
  expect(isSecondTap({ point: at(100, 100), at: 1_100 }, at(110, 100), 1_300)).toBe(true);
  expect(isSecondTap({ point: at(100, 100), at: 1_100 }, at(200, 100), 1_300)).toBe(false);
  expect(isSecondTap(null, at(100, 100), 1_300)).toBe(false);
});

it("a swipe goes to a side, and is no pinch", () => {
  expect(swipeOf(touched(), at(20, 110))).toBe(-1);
  expect(swipeOf(touched(), at(180, 90))).toBe(1);
  expect(swipeOf(touched(), at(40, 180))).toBe(0);
  expect(swipeOf(touched(true), at(20, 100))).toBe(0);
});
