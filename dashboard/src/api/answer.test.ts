import { expect, it } from "vitest";
import { answerOf, dataOf, part, previousOf } from "./answer";

const waiting = {
  data: undefined as number[] | undefined,
  isPlaceholderData: false,
  error: null as unknown,
  failureCount: 0,
  failureReason: null as unknown,
};
const isNone = (data: number[]) => data.length === 0;

it("tells loading, failed, empty and ready apart", () => {
  expect(answerOf(waiting, isNone)).toEqual({ state: "loading", previous: undefined });
  expect(answerOf({ ...waiting, error: "no" }, isNone)).toEqual({ state: "failed", error: "no" });
  expect(answerOf({ ...waiting, data: [] }, isNone)).toEqual({ state: "empty", data: [] });
  expect(answerOf({ ...waiting, data: [1] }, isNone)).toEqual({ state: "ready", data: [1] });
});

it("never takes the data of another question for the answer", () => {
  const other = { ...waiting, data: [1], isPlaceholderData: true };
  expect(dataOf(answerOf(other))).toBeUndefined();
  expect(previousOf(answerOf(other))).toEqual([1]);
  const failing = answerOf({ ...other, failureCount: 1, failureReason: "away" });
  expect(failing).toEqual({ state: "failed", error: "away" });
  expect(previousOf(failing)).toBeUndefined();
});

it("keeps the answer when asking again fails", () => {
  expect(answerOf({ ...waiting, data: [1], failureCount: 3, failureReason: "away" })).toEqual({
    state: "ready",
    data: [1],
  });
});

it("knows of a part whether the API has it", () => {
  const answer = answerOf({ ...waiting, data: [1, 2] });
  expect(part(answer, (data) => data[1])).toEqual({ state: "ready", data: 2 });
  expect(part(answer, (data) => data[2])).toEqual({ state: "unsupported" });
  expect(part(answer, () => [], isNone)).toEqual({ state: "empty", data: [] });
  expect(part(answerOf({ ...waiting, error: "no" }), () => 1)).toEqual({ state: "failed", error: "no" });
  const other = answerOf({ ...waiting, data: [3], isPlaceholderData: true });
  expect(previousOf(part(other, (data) => data[0]))).toBe(3);
});
