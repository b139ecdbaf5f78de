import type { Statistics } from "../api/types";

/** Say how much work is left and how long it will take (pure). */

const MINUTE = 60_000; // milliseconds

/**
 * The images that wait or are being worked on, and how many minutes they take at the rate of the last minutes. That is
 * unknown while nothing is finished, and in the first minutes: no whole minute says how fast the work is then.
 */
type Remaining = { left: number; minutes: number | null; isWorking: boolean };

/** Return what remains; null if the queue cannot be read. */
export function remainingOf({
  queue,
  history,
  per_minute: lately,
}: Pick<Statistics, "queue" | "history" | "per_minute">): Remaining | null {
  if (!queue) return null;
  const left = queue.active + queue.scheduled;
  const rate = lately ? rateOf(history ?? []) : null;
  return { left, minutes: left && rate ? left / rate : null, isWorking: lately > 0 };
}

/**
 * Return how many images were done in a minute of the clock: of the last two that are over, as far as there was work in
 * the minute before, so that the work began before they did. Null if there is no such minute. The current minute is the
 * newest in which anything was done: the clock of the browser may be off.
 */
function rateOf(history: Statistics["history"]): number | null {
  const minuteOf = (minute: string) => Math.floor(Date.parse(minute) / MINUTE);
  const current = Math.max(...history.map(({ minute }) => minuteOf(minute)));
  const done = (ago: number) =>
    history
      .filter(({ minute }) => minuteOf(minute) === current - ago)
      .reduce((sum, { labelled, failed }) => sum + labelled + failed, 0);
  if (!done(1) || !done(2)) return null;
  return done(3) ? (done(1) + done(2)) / 2 : done(1);
}

/** "about 4 minutes". */
export function aboutHowLong(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  const [value, unit] =
    minutes < 90 ? [minutes, "minute"] : minutes < 36 * 60 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
  const rounded = Math.round(value);
  return `about ${rounded} ${unit}${rounded === 1 ? "" : "s"}`;
}

/** Say how long it takes, or why that is not known. */
export function howLong({ left, minutes, isWorking }: Remaining): string {
  if (left === 0) return "nothing waits";
  if (minutes !== null) return aboutHowLong(minutes);
  return isWorking ? "how long is not known yet" : "nothing was finished in the last minute";
}
