import { expect, it } from "vitest";
import { aboutHowLong, howLong, remainingOf } from "./remaining";

const NOW = Date.parse("2026-01-02T12:00:30Z"); // by the server's clock: that of the browser makes no difference
const worked = (...labelled: number[]) =>
  labelled.map((images, ago) => ({
    minute: new Date(NOW - 30_000 - ago * 60_000).toISOString(),
    labelled: images,
    failed: 0,
  }));
const queue = (active: number, scheduled = 0) => ({ active, scheduled, dead_letter: 3 });

it("says how much is left and how long it takes", () => {
  const stats = { queue: queue(1_890, 8), per_minute: 480, history: worked(240, 500, 449, 100) };
  const remaining = remainingOf(stats);
  expect(remaining).toEqual({ left: 1_898, minutes: 4, isWorking: true });
  expect(remaining && howLong(remaining)).toBe("about 4 minutes");
});

it("does not take the minute in which the work began for a whole one", () => {
  expect(remainingOf({ queue: queue(900), per_minute: 300, history: worked(50, 300, 20) })?.minutes).toBe(3);
  const early = remainingOf({ queue: queue(900), per_minute: 30, history: worked(20, 10) });
  expect(early).toEqual({ left: 900, minutes: null, isWorking: true });
  expect(early && howLong(early)).toBe("how long is not known yet");
});

it("knows no time while nothing is finished, and nothing if the queue cannot be read", () => {
  const idle = remainingOf({ queue: queue(9), per_minute: 0, history: worked(0, 5, 5, 5) });
  expect(idle && howLong(idle)).toBe("nothing was finished in the last minute");
  const done = remainingOf({ queue: queue(0), per_minute: 5, history: worked(0, 5, 5, 5) });
  expect(done && howLong(done)).toBe("nothing waits");
  expect(remainingOf({ queue: null, per_minute: 5, history: [] })).toBeNull();
});

it.each([
  [0.4, "less than a minute"],
  [1.2, "about 1 minute"],
  [89, "about 89 minutes"],
  [150, "about 3 hours"],
  [3_000, "about 2 days"],
])("%d minutes are %s", (minutes, text) => {
  expect(aboutHowLong(minutes)).toBe(text);
});
