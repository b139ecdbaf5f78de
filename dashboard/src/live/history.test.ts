import { expect, it } from "vitest";
import { seriesOf, sum } from "./history";

const NOW = Date.parse("2026-01-02T12:00:30Z");
const at = (minute: string, labelled: number, failed = 0) => ({
  minute: `2026-01-02T${minute}:00+00:00`,
  labelled,
  failed,
});

it("fills the minutes without work", () => {
  const { times, total, failed } = seriesOf([at("11:58", 5, 2), at("12:00", 1)], 60, NOW);
  expect(times).toHaveLength(60);
  expect(times.at(-1)).toBe(NOW / 1000 - 30);
  expect(total.slice(-4)).toEqual([0, 7, 0, 1]);
  expect(failed.slice(-4)).toEqual([0, 2, 0, 0]);
});

it("takes minutes together where there are many, and loses none of the range", () => {
  const { times, total } = seriesOf(
    [at("06:05", 1), at("11:56", 2), at("11:59", 3), at("12:00", 4)],
    360,
    NOW,
  );
  expect(times).toHaveLength(72);
  expect(total.slice(-2)).toEqual([5, 4]);
  expect(sum(total)).toBe(10);
});

it("leaves out what is older or from a clock that is ahead", () => {
  expect(sum(seriesOf([at("10:00", 1), at("12:30", 1)], 60, NOW).total)).toBe(0);
});
