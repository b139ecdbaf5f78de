import { expect, it } from "vitest";
import { isSettled, outcomeOf, type Retry, type Since, searchesOf, until, withoutButton } from "./outcome";

const SENT = Date.parse("2026-01-02T13:00:00Z"); // by a clock that is ahead of the API's

const retry = (failed: number, more: Partial<Retry> = {}): Retry => ({
  code: "image_damaged",
  failed,
  deadLetters: 0,
  done: true,
  started: "2026-01-02T12:00:00Z",
  sentAt: SENT,
  ...more,
});
const since = (waiting: number, again: number, more = false): Since => ({
  waiting: { images: waiting, more: false },
  again: { images: again, more },
});

it("says what became of all that were sent back", () => {
  expect(outcomeOf(retry(7), undefined)).toBe("7 images sent back.");
  expect(outcomeOf(retry(7), since(7, 0))).toBe("7 images sent back, 7 still waiting.");
  expect(outcomeOf(retry(7), since(0, 7))).toBe("7 images sent back, 7 failed again.");
  expect(outcomeOf(retry(7), since(1, 4))).toBe(
    "7 images sent back, 1 still waiting, 4 failed again, 2 got past this failure.",
  );
  expect(outcomeOf(retry(1, { code: undefined, deadLetters: 2 }), since(0, 0))).toBe(
    "1 image and 2 dead letters sent back, 1 did not fail again.",
  );
});

it("says no more than it knows", () => {
  expect(outcomeOf(retry(900), since(0, 200, true))).toBe("900 images sent back, 200 or more failed again.");
  expect(outcomeOf(retry(1_000, { done: false }), since(200, 3))).toBe(
    "1,000 images sent back, 3 failed again so far. There are more: retry again.",
  );
  expect(outcomeOf(retry(0, { deadLetters: 2 }), since(3, 3))).toBe("2 dead letters sent back.");
  expect(outcomeOf(retry(0), undefined)).toBe("0 images sent back.");
  expect(outcomeOf(retry(2), since(0, 5))).toBe("2 images sent back, 2 failed again.");
});

it("settles when none waits, and is looked at for a quarter of an hour", () => {
  expect(isSettled(retry(7), since(1, 0))).toBe(false);
  expect(isSettled(retry(7), since(0, 7))).toBe(true);
  expect(isSettled(retry(7, { done: false }), since(0, 7))).toBe(false);
  expect(until(retry(7))).toBe(SENT + 15 * 60_000);
});

it("looks for those from before and those since, of the reason", () => {
  expect(searchesOf(retry(1))).toEqual({
    waiting: "status=failed&error=image_damaged&classified_to=2026-01-02T12%3A00%3A00Z",
    again: "status=failed&error=image_damaged&classified_from=2026-01-02T12%3A00%3A00Z",
  });
  expect(searchesOf(retry(1, { code: undefined })).again).toBe(
    "status=failed&classified_from=2026-01-02T12%3A00%3A00Z",
  );
});

it("tells a retry apart if no button has its place, which is known with the groups", () => {
  const [all, damaged] = [retry(1, { code: undefined }), retry(1)];
  expect(withoutButton([all, damaged], undefined, false)).toEqual([]);
  expect(withoutButton([all, damaged], [], false)).toEqual([all, damaged]);
  expect(withoutButton([all, damaged], [], true)).toEqual([damaged]);
  expect(withoutButton([all, damaged], [{ code: "image_damaged" }], true)).toEqual([]);
});
