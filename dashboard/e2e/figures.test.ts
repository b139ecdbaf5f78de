import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Statistics } from "../src/api/types";
import { newPage } from "./browser";

// Each figure says what it is.

const now = new Date();
const minute = new Date(now.getTime() - (now.getTime() % 60_000)).toISOString();
const figure = (page: Page, name: string) =>
  page.locator("dl > div").filter({ has: page.locator("dt", { hasText: name }) });

async function live(width = 1440): Promise<Page> {
  const page = await newPage({ width });
  await page.route(/\/api\/stats/, async (route) => {
    const stats = (await (await route.fetch()).json()) as Statistics;
    await route.fulfill({
      json: {
        ...stats,
        images: 1_014,
        failed: 14,
        per_minute: 166,
        queue: { active: 7, scheduled: 0, dead_letter: 0 },
        workers: [{ worker: "one", minute, labelled: 166, failed: 2, busy_ms: 9_000 }],
        history: [{ minute, labelled: 1_000, failed: 35 }],
      },
    });
  });
  await page.goto("/live");
  await figure(page, "Pictures").waitFor();
  return page;
}

it("says how much is left, how long it takes, and how many pictures each model has labelled", async () => {
  const page = await newPage();
  await page.route(/\/api\/stats/, async (route) => {
    const stats = (await (await route.fetch()).json()) as Statistics;
    const history = [3, 2, 1, 0].map((ago) => ({
      minute: new Date(Date.parse(minute) - ago * 60_000).toISOString(),
      labelled: 480,
      failed: 0,
    }));
    const queue = { active: 1_898, scheduled: 0, dead_letter: 0 };
    await route.fulfill({ json: { ...stats, queue, history, per_minute: 480 } });
  });
  await page.goto("/live");
  await figure(page, "Left to label").getByText("1,898", { exact: true }).waitFor();
  await figure(page, "Left to label").getByText("about 4 minutes").waitFor();
  const labelled = (await figure(page, "Pictures").locator("dd").first().textContent()) ?? "";
  await page.getByRole("row", { name: new RegExp(`^nanodet .* ${labelled}$`) }).waitFor();
  await page.getByRole("radio", { name: "10 minutes" }).check();
  await page.waitForURL(/minutes=10$/);
  await page.getByRole("img", { name: /^1,920 labelled; most at .* in 1 minute$/ }).waitFor();
});

it("failures are no pictures, neither in the head nor among the figures", async () => {
  const page = await live();
  await page.getByRole("banner").getByText("1,000 pictures").waitFor();
  await figure(page, "Pictures").getByText("1,000", { exact: true }).waitFor();
  await figure(page, "Pictures").getByRole("link", { name: "14 not labelled" }).waitFor();
});

it("tries that failed are not called pictures that failed", async () => {
  const page = await live();
  await page.getByRole("img", { name: /^1,000 labelled, 35 failed tries; most at/ }).waitFor();
  await page.getByRole("columnheader", { name: "Failed tries" }).waitFor();
  expect(await page.getByText("of them failed").count()).toBe(0);
});

it("what was done in the last minute is not called what happens at the moment", async () => {
  const page = await live();
  await figure(page, "In the last minute").getByText("166", { exact: true }).waitFor();
  await page.getByRole("banner").getByText("166 in the last minute").waitFor();
  expect(await page.getByText(/at the moment|\/min/).count()).toBe(0);
});

it("the minute of a worker is the clock's, and said to be", async () => {
  const page = await live();
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(now);
  await page.getByRole("columnheader", { name: "Last at work" }).waitFor();
  await page.getByRole("row", { name: /^one/ }).getByText(time).first().waitFor();
  expect(await page.getByText("in their last minute").count()).toBe(0);
  await figure(page, "Workers").getByText("last 2 minutes").waitFor();
});

it("the volume ends now by the clock of the API, whatever that of the browser says", async () => {
  const page = await newPage();
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 3 * 3_600_000;
  });
  await page.goto("/live");
  await page.getByRole("img", { name: /^\d+ labelled.* most at/ }).waitFor();
});
