import type { KeyboardEvent } from "react";
import { expect, it } from "vitest";
import { pressKey } from "./keys";

/** Press a key where buttons have D, + and the right arrow; return what happened. */
function pressed(key: string, more: { repeat?: boolean; shiftKey?: boolean; ctrlKey?: boolean } = {}) {
  const done: string[] = [];
  const buttons = ["d", "+", "ArrowRight"].map((each) => ({
    getAttribute: () => each,
    click: () => done.push(each),
  }));
  const currentTarget = { querySelectorAll: () => buttons };
  const event = { key, currentTarget, preventDefault: () => {}, ...more };
  pressKey(event as unknown as KeyboardEvent<HTMLElement>, (by) => done.push(`moved by ${by.x}`), {
    z: () => done.push("real size"),
  });
  return done;
}

it("presses the button that has the key, and with Shift moves the picture", () => {
  expect(pressed("D")).toEqual(["d"]);
  expect(pressed("=")).toEqual(["+"]);
  expect(pressed("ArrowRight", { shiftKey: true })).toEqual(["moved by -80"]);
  expect(pressed("d", { ctrlKey: true })).toEqual([]);
  expect(pressed("x")).toEqual([]);
  expect(pressed("Z")).toEqual(["real size"]);
});

it("goes on with steps, zoom and moves while a key is held, and with nothing else", () => {
  const repeat = true;
  expect(pressed("d", { repeat })).toEqual([]);
  expect(pressed("z", { repeat })).toEqual([]);
  expect(pressed("+", { repeat })).toEqual(["+"]);
  expect(pressed("ArrowRight", { repeat })).toEqual(["ArrowRight"]);
  expect(pressed("ArrowRight", { repeat, shiftKey: true })).toEqual(["moved by -80"]);
});
