import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { search } from "./api";
import { open, paths, tiles, until } from "./browser";

/** What each line of the help promises, tried where it says. */

const focused = (page: Page, name: string) =>
  page.evaluate((name) => document.activeElement?.getAttribute(name) ?? null, name);
const box = (page: Page) => page.getByRole("combobox", { name: "Labels to search for" });
const shown = (page: Page) => new URL(page.url()).searchParams.get("image");
const widthOf = async (page: Page) =>
  (await page.getByRole("dialog").locator("img").last().boundingBox())?.width ?? 0;

/** Where there is a list of covers, or a row of pictures; and whether it has several rows. */
const LABELS = 'ul[aria-label="Labels"]';
const LISTS: [path: string, list: string, rows: boolean][] = [
  ["/", 'section[aria-label="What is on the pictures"] ul', false],
  ["/explore", LABELS, true],
  ["/live", 'section:has(h2:text-is("Newest")) ul', false],
];
const links = (page: Page, list: string) => page.locator(list).getByRole("link");
const indexOfFocus = (page: Page, list: string) =>
  links(page, list).evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement));

async function goesToEachSide(page: Page, list: string, rows: boolean) {
  await links(page, list).nth(2).focus();
  const expectAt = async (key: string, index: number) => {
    await page.keyboard.press(key);
    expect(await indexOfFocus(page, list)).toBe(index);
  };
  await expectAt("ArrowRight", 3);
  await expectAt("ArrowLeft", 2);
  await expectAt("Tab", 3);
  await expectAt("Shift+Tab", 2);
  await page.keyboard.press("ArrowDown");
  if (rows) expect(await indexOfFocus(page, list)).toBeGreaterThan(3);
  await expectAt("ArrowUp", 2);
}

async function goesToEnds(page: Page, list: string) {
  await links(page, list).nth(2).focus();
  await page.keyboard.press("End");
  expect(await indexOfFocus(page, list)).toBe((await links(page, list).count()) - 1);
  await page.keyboard.press("Home");
  expect(await indexOfFocus(page, list)).toBe(0);
}

async function typed(text: string): Promise<Page> {
  const page = await open("/?label=cat");
  await box(page).fill(text);
  if (text) await page.getByRole("option").first().waitFor();
  return page;
}

async function opened(): Promise<Page> {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?label=person&image=${encodeURIComponent(item?.path ?? "")}`);
  await page.getByText("Technical facts").waitFor();
  await until(() => widthOf(page)).toBeGreaterThan(0);
  await page.getByText(/^\d+ of \d+$/).waitFor();
  return page;
}

const CHECKS: Record<string, () => Promise<void>> = {
  "Go to the search box": async () => {
    const page = await open("/live");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    await until(() => focused(page, "role")).toBe("combobox");
    const other = await opened();
    await other.keyboard.press("/");
    await until(() => focused(other, "role")).toBe("combobox");
    expect(await other.getByRole("dialog").count()).toBe(0);
    expect(other.url()).toMatch(/\?label=person$/);
  },
  "Go there, also while typing": async () => {
    const page = await typed("tab");
    await page.keyboard.press("Control+k");
    expect(await focused(page, "role")).toBe("combobox");
    const other = await opened();
    await other.keyboard.press("Meta+k");
    await until(() => focused(other, "role")).toBe("combobox");
    expect(await other.getByRole("dialog").count()).toBe(0);
  },
  "Show these keys": async () => {
    for (const page of [await open("/failures"), await opened()]) {
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Keys" }).waitFor();
    }
  },
  "Close what is open": async () => {
    const page = await opened();
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("DIALOG"); // the picture's
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },
  "Take the marked label": async () => {
    const page = await typed("espres");
    await page.keyboard.press("Enter");
    await until(() => page.url()).toMatch(/label=cat&label=espresso$/);
  },
  "Before a label: leave it out": async () => {
    const page = await typed("-espres");
    await page.keyboard.press("Enter");
    await until(() => page.url()).toMatch(/label=cat&label=-espresso$/);
  },
  "In the empty box: remove the last label": async () => {
    const page = await typed("");
    await box(page).focus();
    await page.keyboard.press("Backspace");
    await until(() => page.url()).toMatch(/\/$/);
  },
  "Take the typed text back": async () => {
    const page = await typed("tab");
    await page.keyboard.press("Escape");
    expect(await box(page).inputValue()).toBe("");
  },
  "Go to the next one on that side": async () => {
    const page = await open("/?label=cat");
    await tiles(page).first().focus();
    const [first, second] = await paths(page);
    await page.keyboard.press("ArrowRight");
    expect(await focused(page, "data-path")).toBe(second);
    await page.keyboard.press("ArrowLeft");
    expect(await focused(page, "data-path")).toBe(first);
    await page.keyboard.press("ArrowDown");
    expect(await focused(page, "data-path")).not.toBe(first);
    await page.keyboard.press("ArrowUp");
    expect(await focused(page, "data-index")).toMatch(/^[0-3]$/);
    for (const [path, list, rows] of LISTS) await goesToEachSide(await open(path), list, rows);
  },
  "Go to the first or last one": async () => {
    const page = await open("/?label=cat");
    await tiles(page).nth(1).focus();
    await page.keyboard.press("End");
    expect(await focused(page, "data-path")).toBe((await paths(page)).at(-1));
    await page.keyboard.press("Home");
    expect(await focused(page, "data-index")).toBe("0");
    for (const [path, list] of LISTS) await goesToEnds(await open(path), list);
  },
  "Open it": async () => {
    const page = await open("/?label=cat");
    await tiles(page).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    const explore = await open("/explore");
    await links(explore, LABELS).first().focus();
    await explore.keyboard.press("Enter");
    await until(() => explore.url()).toContain("label=");
  },
  "Previous and next picture": async () => {
    const page = await opened();
    const first = shown(page);
    await page.keyboard.press("ArrowRight");
    await until(() => shown(page)).not.toBe(first);
    await page.keyboard.press("ArrowLeft");
    await until(() => shown(page)).toBe(first);
  },
  "Zoom in and out": async () => {
    const page = await opened();
    const width = await widthOf(page);
    await page.keyboard.press("+");
    expect(await widthOf(page)).toBeGreaterThan(1.4 * width);
    await page.keyboard.press("-");
    expect(await widthOf(page)).toBeCloseTo(width);
  },
  "Fit to the window": async () => {
    const page = await opened();
    const width = await widthOf(page);
    for (const key of ["+", "+", "0"]) await page.keyboard.press(key);
    expect(await widthOf(page)).toBeCloseTo(width);
  },
  "Real size, and back": async () => {
    const page = await opened();
    const picture = page.getByRole("dialog").locator("img").last();
    const natural = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
    await until(natural).toBeGreaterThan(0);
    const size = await natural();
    await page.setViewportSize({ width: 900, height: 300 });
    await until(() => widthOf(page)).toBeLessThan(size);
    const fitting = await widthOf(page);
    await page.keyboard.press("z");
    expect(await widthOf(page)).toBeCloseTo(size, 0);
    await page.keyboard.press("z");
    expect(await widthOf(page)).toBeCloseTo(fitting);
    for (const key of ["+", "z"]) await page.keyboard.press(key);
    expect(await widthOf(page)).toBeCloseTo(size, 0);
  },
  "Show or hide what is known beside it": async () => {
    const page = await opened();
    await page.keyboard.press("i");
    await page.getByText("Technical facts").waitFor({ state: "detached" });
  },
  "Move the enlarged picture": async () => {
    const page = await opened();
    for (let times = 0; times < 4; times += 1) await page.keyboard.press("+");
    const place = () => page.getByRole("dialog").locator("img").last().boundingBox();
    const [before, path] = [await place(), shown(page)];
    for (const key of ["ArrowRight", "ArrowDown"]) await page.keyboard.press(`Shift+${key}`);
    const after = await place();
    expect(after?.x).toBeCloseTo((before?.x ?? 0) - 80, 0);
    expect(after?.y).toBeCloseTo((before?.y ?? 0) - 80, 0);
    expect(shown(page)).toBe(path);
  },
  "Show or hide the boxes": async () => {
    const page = await opened();
    const toggle = page.getByRole("button", { name: "Boxes" });
    await page.keyboard.press("b");
    expect(await toggle.getAttribute("aria-pressed")).toBe("false");
  },
  "Full screen": async () => {
    const page = await opened();
    await page.keyboard.press("f");
    await until(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  },
  Download: async () => {
    const page = await opened();
    const download = page.waitForEvent("download");
    await page.keyboard.press("d");
    expect((await download).suggestedFilename()).toMatch(/\.jpg$/);
  },
  "Copy the link": async () => {
    const page = await opened();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.keyboard.press("c");
    await page.getByText("Link copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  },
};

it("each line of the help is tried", async () => {
  const page = await open("/");
  await page.getByRole("button", { name: "Keys" }).click();
  const lines = await page.getByRole("dialog").locator("dd").allTextContents();
  expect([...lines].sort()).toEqual(Object.keys(CHECKS).sort());
});

it.each(Object.entries(CHECKS))("%s", async (_, check) => {
  await check();
});

it("the key of the help is a letter where one types", async () => {
  const page = await open("/");
  await box(page).focus();
  await page.keyboard.press("?");
  expect(await box(page).inputValue()).toBe("?");
  expect(await page.getByRole("dialog").count()).toBe(0);
});
