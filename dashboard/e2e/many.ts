import type { Browser, Page, Route } from "playwright-core";
import { expect } from "vitest";
import type { SearchResult } from "../src/api/types";
import { newPage, tiles, until } from "./browser";
import { type Cost, costOf, median, press, slowness } from "./frames";

/** What is done with very many pictures: open them, load them all, look where one is, and compare what they cost. */

type Size = { width: number; height: number };

const LOST = /Failed to load resource|503/;
const TRIES = 5;
const BY_CLOCK = 4; // times as long as by the processor, on a machine that is busy

/** Open a search in a page that stays open; `answer` is what its requests for pictures meet. */
export async function opened(
  base: string,
  from: Browser,
  address: string,
  size: Size,
  answer = (route: Route) => route.continue(),
): Promise<Page> {
  const page = await newPage({ ...size, from, base, expected: LOST });
  await page.route(/\/api\/search\?.*limit=(60|200)/, answer);
  await page.goto(address);
  await tiles(page).first().waitFor();
  await page.mouse.move(size.width / 2, size.height / 2);
  return page;
}

/** Go on until all pictures are there, and then to the beginning. */
export async function loadAll(page: Page, count: number, goOn: (page: Page) => Promise<unknown>) {
  await until(() => goOn(page).then(() => tiles(page).count()), { timeout: 300_000 }).toBe(count);
  await page.evaluate(() => scrollTo({ top: 0 }));
  await page.waitForTimeout(500);
}

/** Return what the API answers to the search for a label, in one. */
export async function everything(base: string, label: string): Promise<SearchResult> {
  const ask = async (cursor: string): Promise<SearchResult> => {
    const query = new URLSearchParams({ label, limit: "200", ...(cursor && { cursor }) });
    return (await fetch(`${base}/api/search?${query}`)).json() as Promise<SearchResult>;
  };
  const result = await ask("");
  while (result.next_cursor) {
    const { items, next_cursor } = await ask(result.next_cursor);
    Object.assign(result, { items: [...result.items, ...items], next_cursor });
  }
  return result;
}

/** Return which picture has the focus, and whether all of it is in the window. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
    const index = document.activeElement?.getAttribute("data-index");
    return { index: Number(index ?? -1), isSeen: top >= 0 && bottom <= innerHeight };
  });

/** Measure keys that are pressed one after the other. */
export const pressAll = (page: Page, keys: string[]): Promise<Cost> =>
  costOf(page, async () => {
    const times: number[] = [];
    for (const key of keys) times.push(await press(page, key));
    return times;
  });

const said = ({ clock, cpu }: Cost) => `${cpu.toFixed(1)} (${median(clock).toFixed(0)} by the clock)`;

/**
 * Expect that something costs so many milliseconds of the processor at most with many pictures, or twice what it costs
 * with few; more if the machine is slow just now.
 */
export async function expectCheap(
  what: string,
  bound: number,
  [few, many]: [Page, Page],
  cost: (page: Page) => Promise<Cost>,
) {
  // Whatever else runs on the machine adds to a time, and never takes from it: the least of some is the page's own.
  const tries: string[] = [];
  while (tries.length < TRIES) {
    const allowed = bound * (await slowness(many.context().browser()));
    const [least, most] = [await cost(few), await cost(many)];
    tries.push(`${said(most)} ms of ${allowed.toFixed(0)}; with few ${said(least)} ms`);
    console.log(`${what}: ${tries.at(-1)}`);
    const slowest = BY_CLOCK * Math.max(allowed, median(least.clock));
    if (most.cpu < Math.max(allowed, 2 * least.cpu) && median(most.clock) < slowest) return;
  }
  expect.fail(`${what} took too long each time:\n${tries.join("\n")}`);
}
