import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import type { Statistics } from "../src/api/types";
import { newPage } from "./browser";

/** The API's own answer; none if the page was closed meanwhile. */
const original = async (route: Route) =>
  (await (await route.fetch().catch(() => null))?.json()) as Statistics | undefined;

/** A page whose statistics have large numbers, and come when the page has long been painted. */
async function busy(width: number): Promise<Page> {
  const page = await newPage({ width });
  await page.route(/\/api\/stats/, async (route) => {
    const stats = await original(route);
    if (!stats) return;
    await new Promise((resolve) => setTimeout(resolve, 800));
    const large = { images: 1_234_567, failed: 12_345, per_minute: 5_400 };
    await route.fulfill({ json: { ...stats, ...large } }).catch(() => {});
  });
  return page;
}

it.each(["/", "/?label=cat&label=-bird&prefix=20", "/explore", "/live", "/graph", "/failures", "/nothing"])(
  "at 320 pixels %s does not scroll sideways, however many have failed",
  async (path) => {
    for (const width of [320, 360]) {
      const page = await busy(width);
      page.removeAllListeners("console"); // the 404 of a page that is not there
      await page.goto(path);
      await page.getByTitle("12,345 failed images").waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      const head = await page
        .getByRole("banner")
        .locator("a, button")
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
      expect(Math.max(...head)).toBeLessThanOrEqual(width);
    }
  },
);

/** Gather what shifts, from the page's beginning on. */
function watch() {
  const shifts: string[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & Shift)[]) {
      const what = entry.sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? node?.nodeName);
      shifts.push(`${entry.value.toFixed(3)}: ${what.join(" | ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

type Shift = { value: number; sources: { node: Element | null }[] };

const shifted = async (page: Page) => {
  const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
  return shifts.filter((shift) => Number.parseFloat(shift) >= 0.002);
};

it.each([320, 390, 1440])(
  "nothing shifts at %i pixels on /live, whichever part comes late",
  async (width) => {
    for (const late of [/\/api\/stats/, /\/api\/search/, /\/assets\//]) {
      const page = await newPage({ width, height: 844 });
      await page.addInitScript(watch);
      await page.route(late, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        await route.continue().catch(() => {});
      });
      await page.goto("/live");
      await page.locator("canvas").waitFor();
      await page.locator("li a[data-path] img").first().waitFor();
      await page.waitForTimeout(300);
      expect(await shifted(page)).toEqual([]);
    }
  },
);

it.each([320, 390, 1440])(
  "nothing shifts at %i pixels on /live when work begins, and the host goes",
  async (width) => {
    const page = await newPage({ width, height: 844, expected: /503/ });
    await page.addInitScript(watch);
    let answers = 0;
    await page.route(/\/api\/stats/, async (route) => {
      answers += 1;
      if (answers > 3) return route.fulfill({ status: 503, json: { detail: "The database is away." } });
      const stats = await original(route);
      if (!stats) return;
      const minute = new Date().toISOString();
      const none = { history: [], workers: [], per_minute: 0, failed: 0 };
      const much: Partial<Statistics> = {
        images: 1_234_567,
        failed: 12_345,
        per_minute: 54_321,
        queue: { active: 123_456, scheduled: 12_345, dead_letter: 1_234 },
        history: [{ minute, labelled: 123_456, failed: 12_345 }],
        workers: [{ worker: "one", minute, labelled: 54_321, failed: 12, busy_ms: 60_000 }],
      };
      return route.fulfill({ json: { ...stats, ...(answers > 1 ? much : none) } });
    });
    await page.goto("/live");
    await page.getByText("Nothing was labelled in this time.").waitFor();
    await page.locator("li a[data-path] img").first().waitFor();
    await page.getByText(/123,456 labelled/).waitFor();
    await page.getByText(/^Stale/).waitFor({ timeout: 30_000 });
    await page.waitForTimeout(2_000);
    expect(await shifted(page)).toEqual([]);
  },
);
