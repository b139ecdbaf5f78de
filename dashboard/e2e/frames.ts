import type { Browser, Page } from "playwright-core";

/**
 * Measure what frames and keys cost, in milliseconds: of the clock, and of the processor's time for the page's main
 * thread, which other processes on the machine do not lengthen.
 */

export type Cost = { clock: number[]; cpu: number };

/** Measure some work; `clock` is what it returns, `cpu` what each of its values has cost on average. */
export async function costOf(page: Page, work: () => Promise<number[]>): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const used = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const before = await used();
  const clock = await work();
  const cpu = ((await used()) - before) / clock.length;
  await session.detach();
  return { clock, cpu };
}

const ROUNDS = 20;
const USUAL = 16; // milliseconds for a round of it on the machine for which bounds are written

/** Return how many times as long as usual this machine takes now for work that is always the same; at least 1. */
export async function slowness(browser: Browser | null): Promise<number> {
  const page = await browser?.newPage();
  if (!page) throw new Error("The page's browser has ended.");
  const work = () =>
    page.evaluate((rounds) => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const before = performance.now();
        const list = document.body.appendChild(document.createElement("ul"));
        for (let item = 0; item < 1_000; item += 1) {
          list.append(Object.assign(document.createElement("li"), { textContent: `${item} of ${round}` }));
        }
        list.getBoundingClientRect(); // lays them out
        list.remove();
        times.push(performance.now() - before);
      }
      return times;
    }, ROUNDS);
  await work(); // compiles it
  const { cpu } = await costOf(page, work);
  await page.close();
  return Math.max(1, cpu / USUAL);
}

/** Scroll by so much in each of so many frames, to and fro if it has to, and return how long each has taken. */
export const scroll = (page: Page, step: number, frames: number): Promise<number[]> =>
  page.evaluate(
    ([by, count]) =>
      new Promise((resolve) => {
        const times: number[] = [];
        let before = performance.now();
        let step = by;
        const next = (now: number) => {
          times.push(now - before);
          before = now;
          if (times.length > count) return resolve(times.slice(1));
          const top = scrollY;
          scrollBy(0, step);
          if (scrollY === top) step = -step;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    [step, frames] as const,
  );

/** Turn the wheel so often, and return how long each frame has taken meanwhile. */
export async function wheel(page: Page, pixels: number, times: number): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let before = performance.now();
    let request = 0;
    const next = (now: number) => {
      frames.push(now - before);
      before = now;
      request = requestAnimationFrame(next);
    };
    request = requestAnimationFrame(next);
    window.framesTaken = () => {
      cancelAnimationFrame(request);
      return frames.slice(1);
    };
  });
  for (let turned = 0; turned < times; turned += 1) await page.mouse.wheel(0, pixels);
  return page.evaluate(() => window.framesTaken());
}

declare global {
  interface Window {
    framesTaken: () => number[];
    painted: Promise<number>;
  }
}

/** Press a key, and return how long it took until what it has changed was painted. */
export async function press(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    window.painted = new Promise((resolve) => {
      const wait = (event: KeyboardEvent) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - event.timeStamp);
          port2.postMessage(null); // delivered after the frame
        });
      addEventListener("keydown", wait, { capture: true, once: true });
    });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => window.painted);
}

export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
