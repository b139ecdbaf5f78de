/** Format numbers and times for people (pure). */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export const count = (value: number): string => whole.format(value);
export const share = (value: number): string => percent.format(value);
export const moment = (iso: string): string => dateTime.format(new Date(iso));
export const timeOfDay = (seconds: number): string => clock.format(new Date(seconds * 1000));

/** Rates below ten keep a decimal. */
export const rate = (value: number): string => (value < 10 ? tenths : whole).format(value);

/** "picture" for one, "pictures" for none and several. */
export const noun = (value: number, one: string, several = `${one}s`): string =>
  value === 1 ? one : several;

/** "1 picture", "1,200 pictures". */
export const many = (value: number, one: string, several?: string): string =>
  `${count(value)} ${noun(value, one, several)}`;

export function bytes(value: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  let rest = value;
  let unit = 0;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit ? rate(rest) : count(rest)} ${units[unit]}`;
}

/** Money with as many digits as a small sum needs: 0.00042, 1.23. */
export function money(value: number, currency = "USD"): string {
  const digits = value === 0 || value >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(value)));
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    minimumFractionDigits: Math.max(2, digits),
    maximumFractionDigits: Math.max(2, digits),
  }).format(value);
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${count(seconds)} s`;
  if (seconds < 3600) return `${count(seconds / 60)} min`;
  return `${rate(seconds / 3600)} h`;
}

/** "3 minutes ago", from two times in milliseconds. */
export function ago(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return Math.abs(seconds) < 2 ? "just now" : relative.format(seconds, "second");
}

/** Split a path into its last part and the folders before it. */
export function splitPath(path: string): [folder: string, name: string] {
  const cut = path.lastIndexOf("/") + 1;
  return [path.slice(0, cut), path.slice(cut)];
}

/** Return the name of a folder, whose path ends with a slash. */
export const folderName = (path: string): string => path.slice(0, -1).split("/").at(-1) || "/";
