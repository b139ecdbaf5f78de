import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { launch, newPage, tiles, until } from "./browser";
import { type Cost, costOf, median, press, scroll } from "./frames";
import { serve } from "./many";

const FEW = 300;
const MANY = 10_000;
const FAR = 7_007;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

// Milliseconds of the processor, for a key with what comes after it. What else the machine does counts by the clock: there
// it may be more, and more again if it takes longer with few pictures, too.
const FRAME = 20;
const KEY = 50;
const slowest = (bound: number, few: Cost) => 4 * Math.max(bound, median(few.clock));

const SPEEDS: [pixels: number, frames: number][] = [
  [30, 100],
  [150, 100],
  [1_500, 60], // as when the scroll bar is dragged
];
const KEYS = [
  Array.from({ length: 20 }, () => "ArrowDown"),
  ["ArrowRight", "ArrowLeft", "ArrowUp"],
  ["End", "ArrowUp", "Home", "ArrowDown", "End", "Home"],
  ["Tab"],
];

declare global {
  interface Window {
    shift: number;
  }
}

/** Open a page with so many pictures, and load all of them. */
async function load(page: Page, count: number): Promise<Page> {
  await serve(page, count);
  await page.goto(`${inject("base")}/`);
  await tiles(page).first().waitFor();
  const toEnd = () => page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight }));
  await until(() => toEnd().then(() => tiles(page).count()), { timeout: 60_000 }).toBe(count);
  await page.evaluate(() => scrollTo({ top: 0 }));
  await page.waitForTimeout(500);
  return page;
}

function watchShift() {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      window.shift += entry.value;
    }
  }).observe({ type: "layout-shift" });
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
    const path = document.activeElement?.getAttribute("data-path");
    return { path, isSeen: top >= 0 && bottom <= innerHeight };
  });

const pressAll = (page: Page, keys: string[]) =>
  costOf(page, async () => {
    const times: number[] = [];
    for (const key of keys) times.push(await press(page, key));
    return times;
  });

const said = ({ clock, cpu }: Cost) => `${cpu.toFixed(1)} (${median(clock).toFixed(0)} by the clock)`;

describe.each([DESKTOP, PHONE])("at $width pixels", (size) => {
  it("frames and keys take no longer with 10,000 pictures", { timeout: 300_000 }, async () => {
    const few = await load(await newPage(size), FEW);
    const many = await load(await newPage(size), MANY);
    await many.evaluate(watchShift);
    const compare = async (what: string, bound: number, cost: (page: Page) => Promise<Cost>) => {
      const [least, most] = [await cost(few), await cost(many)];
      console.log(`${what}: ${said(most)} ms; with few ${said(least)} ms`);
      expect(most.cpu).toBeLessThan(bound);
      expect(median(most.clock)).toBeLessThan(slowest(bound, least));
    };
    for (const [pixels, frames] of SPEEDS) {
      const fly = (page: Page) => costOf(page, () => scroll(page, pixels, frames));
      await compare(`a frame of ${pixels} pixels`, FRAME, fly);
    }
    for (const page of [few, many]) {
      await page.evaluate(() => scrollTo({ top: 0 }));
      await tiles(page).first().focus();
    }
    for (const keys of KEYS) {
      await compare(`${keys[0]}`, KEY, (page) => pressAll(page, keys));
      expect((await focused(many)).isSeen).toBe(true);
    }
    expect(await many.evaluate(() => window.shift)).toBe(0);
  });
});

it("only what is near the window is loaded, but the Tab key reaches everything", async () => {
  const page = await load(await newPage(DESKTOP), MANY);
  expect(await page.locator("li a[data-path] img").count()).toBeLessThan(300);
  await tiles(page).nth(FAR).focus();
  await page.keyboard.press("Tab");
  await until(() => focused(page)).toEqual({ path: `many/${FAR + 1}.jpg`, isSeen: true });
  await until(() => tiles(page).nth(FAR).locator("img").count()).toBe(1);
  expect(await tiles(page).first().locator("img").count()).toBe(0);
  await page.keyboard.press("Shift+Tab");
  expect((await focused(page)).path).toBe(`many/${FAR}.jpg`);
});

it("find-in-page leads to words that are far away, and they stay when their picture comes", async () => {
  const page = await load(await newPage(DESKTOP), MANY);
  const tile = tiles(page).nth(FAR);
  expect(await tile.locator("img").count()).toBe(0);
  const words = (await tile.textContent()) ?? "";
  expect(words).not.toBe("");
  await tile.evaluate((link) => link.firstElementChild?.append(" zyzzyva")); // a word that no other has
  expect(await page.evaluate("find('zyzzyva')")).toBe(true);
  await tile.locator("img").waitFor();
  expect(await page.evaluate(() => String(getSelection()))).toBe("zyzzyva");
  await until(() => tile.evaluate((link) => link.getBoundingClientRect().top)).toBeLessThan(DESKTOP.height);
});

it("a screen reader is told of one list with every picture in its words", async () => {
  const browser = await launch("--force-renderer-accessibility"); // as when one is running
  try {
    const page = await load(await browser.newPage({ viewport: DESKTOP }), MANY);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const all = new Map(nodes.map((node) => [node.nodeId, node]));
    const grid = nodes.find((node) => node.role?.value === "list" && node.name?.value === "Pictures");
    const below = (id: string): string[] =>
      (all.get(id)?.childIds ?? []).flatMap((child) => (all.get(child)?.ignored ? below(child) : [child]));
    const items = below(grid?.nodeId ?? "").map((id) => all.get(id));
    expect(items.map((node) => node?.role?.value)).toEqual(Array(MANY).fill("listitem"));
    const links = items.map((node) => all.get(below(node?.nodeId ?? "")[0] ?? ""));
    expect(links.filter((node) => node?.role?.value === "link" && node.name?.value)).toHaveLength(MANY);
    expect(links[FAR]?.name?.value).toBe(await tiles(page).nth(FAR).textContent());
  } finally {
    await browser.close();
  }
});

it("who comes back finds the place where they were", async () => {
  const page = await load(await newPage(DESKTOP), MANY);
  await page.evaluate(() => scrollTo({ top: 100_000 }));
  await page.waitForTimeout(300);
  // Not by the pointer, for which the driver would scroll.
  await page.getByRole("link", { name: "Live", exact: true }).dispatchEvent("click");
  await page.getByRole("heading", { name: "Live" }).waitFor();
  await page.goBack();
  await until(() => page.evaluate(() => scrollY)).toBe(100_000);
  await until(() => tiles(page).count()).toBe(MANY);
  const isShown = (image: Element) => Math.abs(image.getBoundingClientRect().top) < 3 * innerHeight;
  await until(() => page.locator("li a[data-path] img").first().evaluate(isShown)).toBe(true);
});
