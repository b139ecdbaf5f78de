import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, paths, tiles, until } from "./browser";
import { costOf, scroll, wheel } from "./frames";
import { everything, expectCheap, focused, loadAll, opened, pressAll } from "./many";
import { type Stack, start } from "./stack";

// A stack of its own with 10,000 pictures, which the API finds in its database: see collection/. Each of its pages takes
// that database a part of a second, so all are loaded once for each width, and the tests go on with what is there.

const FEW = 300; // as collection/documents.py has it
const MANY = 10_000;
const FAR = 7_007;
const OF_FEW = "/?prefix=few%2F";
const OF_MANY = "/?label=animal";
const DESKTOP = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };

const FRAME = 20; // milliseconds of the processor
const KEY = 50; // with what comes after it
const SPEEDS: [pixels: number, frames: number][] = [
  [30, 100],
  [150, 100],
  [1_500, 60], // as when the scroll bar is dragged
];
const NOTCH = 100; // pixels of the wheel
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

const state = mkdtempSync(join(tmpdir(), "cocoon-many-"));
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    start(state, "-m", "dashboard.e2e.collection", String(MANY)),
    launch(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  rmSync(state, { recursive: true });
});

const byKey = (page: Page) => page.keyboard.press("End");
const byWheel = (page: Page) => page.mouse.wheel(0, 3_000);

function watchShift() {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      window.shift += entry.value;
    }
  }).observe({ type: "layout-shift" });
}

describe.each([
  { ...DESKTOP, by: "the End key", goOn: byKey },
  { ...NARROW, by: "the wheel", goOn: byWheel },
])("at $width pixels", ({ width, height, by, goOn }) => {
  let many: Page;
  afterAll(() => many?.close());

  it(`${by} brings all 10,000 pictures, though a page of them fails once`, { timeout: 400_000 }, async () => {
    let asked = 0;
    many = await opened(stack.base, browser, OF_MANY, { width, height }, (route) => {
      asked += 1;
      return asked === 20 ? route.fulfill({ status: 503, json: { detail: "Away." } }) : route.continue();
    });
    await tiles(many).first().focus();
    const began = performance.now();
    await loadAll(many, MANY, goOn);
    expect(asked).toBeGreaterThan(20);
    console.log(`${by} at ${width}: all after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    expect(new Set(await paths(many)).size).toBe(MANY);
    expect(await many.locator("li a[data-path] img").count()).toBeLessThan(300); // only those near the window
    expect(await many.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  it("frames and keys take no longer than with few", { timeout: 400_000 }, async () => {
    const few = await opened(stack.base, browser, OF_FEW, { width, height });
    await loadAll(few, FEW, byWheel);
    await many.evaluate(watchShift);
    const pages: [Page, Page] = [few, many];
    const turn = (page: Page) => costOf(page, () => wheel(page, NOTCH, 100));
    await expectCheap("a frame of the wheel", FRAME, pages, turn);
    for (const [pixels, frames] of SPEEDS) {
      const fly = (page: Page) => costOf(page, () => scroll(page, pixels, frames));
      await expectCheap(`a frame of ${pixels} pixels`, FRAME, pages, fly);
    }
    for (const page of pages) {
      await page.evaluate(() => scrollTo({ top: 0 }));
      await tiles(page).first().focus();
    }
    for (const keys of KEYS) {
      await expectCheap(`${keys[0]}`, KEY, pages, (page) => pressAll(page, keys));
      expect((await focused(many)).isSeen).toBe(true);
    }
    expect(await many.evaluate(() => window.shift)).toBe(0);
    await few.context().close();
  });

  it("the Tab key reaches everything, and pictures come where it leads", async () => {
    await tiles(many).nth(FAR).focus();
    await many.keyboard.press("Tab");
    await until(() => focused(many)).toEqual({ index: FAR + 1, isSeen: true });
    await until(() => tiles(many).nth(FAR).locator("img").count()).toBe(1);
    expect(await tiles(many).first().locator("img").count()).toBe(0);
    await many.keyboard.press("Shift+Tab");
    expect((await focused(many)).index).toBe(FAR);
  });

  it("find-in-page leads to words that are far away, and they stay when their picture comes", async () => {
    await tiles(many).first().focus();
    const tile = tiles(many).nth(FAR);
    await until(() => tile.locator("img").count()).toBe(0);
    expect(await tile.textContent()).not.toBe("");
    await tile.evaluate((link) => link.firstElementChild?.append(" zyzzyva")); // a word that no other has
    expect(await many.evaluate("find('zyzzyva')")).toBe(true);
    await tile.locator("img").waitFor();
    expect(await many.evaluate(() => String(getSelection()))).toBe("zyzzyva");
    await until(() => tile.evaluate((link) => link.getBoundingClientRect().top)).toBeLessThan(height);
  });

  it("who comes back finds the place where they were", async () => {
    await many.evaluate(() => scrollTo({ top: 100_000 }));
    await many.waitForTimeout(300);
    // Not by the pointer, for which the driver would scroll.
    await many.getByRole("link", { name: "Live", exact: true }).dispatchEvent("click");
    await many.getByRole("heading", { name: "Live" }).waitFor();
    await many.goBack();
    await isBackAt(100_000);
  });

  it("a search that fails shows none of them, and who goes back has all again", async () => {
    await many.route(/\/api\/search\?.*label=dog/, (route) =>
      route.fulfill({ status: 503, json: { detail: "The database is away." } }),
    );
    await many.evaluate(() => scrollTo({ top: 0 }));
    await many.getByRole("combobox").fill("dog");
    await many.getByRole("option", { name: /^dog \d/ }).click();
    await many.getByRole("alert").getByText("The search cannot be loaded just now").waitFor();
    expect(await tiles(many).count()).toBe(0);
    await many.goBack();
    await until(() => tiles(many).count()).toBe(MANY);
    expect(await many.getByRole("alert").count()).toBe(0);
  });

  async function isBackAt(top: number) {
    await until(() => many.evaluate(() => scrollY)).toBe(top);
    await until(() => tiles(many).count()).toBe(MANY);
    const isShown = (image: Element) => Math.abs(image.getBoundingClientRect().top) < 5 * innerHeight; // a group may begin far above
    await until(() => many.locator("li a[data-path] img").first().evaluate(isShown)).toBe(true);
  }
});

it("a screen reader is told of one list with every picture in its words", { timeout: 200_000 }, async () => {
  const reading = await launch("--force-renderer-accessibility"); // as when one is running
  try {
    // That browser is slow enough without waiting for 51 answers: it gets all pictures in the first.
    const json = await everything(stack.base, "animal");
    const page = await opened(stack.base, reading, OF_MANY, DESKTOP, (route) => route.fulfill({ json }));
    await loadAll(page, MANY, byKey);
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
    await reading.close();
  }
});
