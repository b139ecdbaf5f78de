import type { MinuteActivity } from "../api/types";

/** Prepare the volume over time for the chart, with the minutes that the API leaves out (pure). */

export type Series = { times: number[]; total: number[]; failed: number[] };

/** Return the minutes per bar that give at most about 100 bars. */
export const minutesPerBar = (minutes: number): number => (minutes <= 60 ? 1 : minutes <= 360 ? 5 : 15);

/** Return a bar for each step of the last `minutes`, up to `now` (milliseconds); times in seconds, oldest first. */
export function seriesOf(history: MinuteActivity[], minutes: number, now: number): Series {
  const step = 60 * minutesPerBar(minutes);
  const last = Math.floor(now / 1000 / step) * step;
  const count = Math.ceil((60 * minutes) / step);
  const first = last - (count - 1) * step;
  const times = Array.from({ length: count }, (_, index) => first + index * step);
  const total = new Array<number>(count).fill(0);
  const failed = new Array<number>(count).fill(0);
  for (const minute of history) {
    const index = Math.floor((Date.parse(minute.minute) / 1000 - first) / step);
    if (index < 0 || index >= count) continue;
    total[index] = (total[index] ?? 0) + minute.labelled + minute.failed;
    failed[index] = (failed[index] ?? 0) + minute.failed;
  }
  return { times, total, failed };
}

export const sum = (values: number[]): number => values.reduce((before, value) => before + value, 0);
