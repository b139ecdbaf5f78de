import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { search } from "./api";
import { newPage, open, paths, tiles, until } from "./browser";

const box = (page: Page) => page.getByRole("combobox", { name: "Labels to search for" });

it("a label is completed with its count, and the search can be shared by its address", async () => {
  const page = await open("/");
  await box(page).fill("tig");
  const option = page.getByRole("option", { name: /tiger cat/ });
  const images = Number(await option.locator("span").last().textContent());
  await option.click();
  await until(() => page.url()).toContain("?label=tiger+cat");
  await page.getByRole("heading", { name: `${images} pictures` }).waitFor();
  const found = await paths(page);
  expect(found).toEqual(
    (await search("label=tiger cat&limit=60")).items.map((item) => item.path).slice(0, found.length),
  );

  const other = await open(page.url());
  await other.getByRole("heading", { name: `${images} pictures` }).waitFor();
  expect(await paths(other)).toEqual(found);
});

it("labels are taken together, alternatively, or left out, and the back button undoes each step", async () => {
  const page = await open("/?label=cat&label=bird");
  const both = await count(page);
  await page.getByRole("radio", { name: "Any label" }).check();
  await until(() => count(page)).toBeGreaterThan(both);
  const any = await count(page);
  expect(any).toBe((await search("label=cat&label=bird&match=any&limit=200")).items.length);
  await page.getByRole("button", { name: "bird", exact: true }).click();
  await until(() => page.url()).toContain("label=-bird");
  await until(() => count(page)).toBe((await search("label=cat&label=-bird&limit=200")).items.length);
  await page.goBack();
  await until(() => count(page)).toBe(any);
  await page.goBack();
  await until(() => count(page)).toBe(both);
});

it("the confidence narrows the result without a step in the history", async () => {
  const page = await open("/?label=cat");
  const before = await count(page);
  await page.getByRole("slider").fill("0.8");
  await until(() => page.url()).toContain("min_score=0.8");
  const fewer = (await search("label=cat&min_score=0.8&limit=200")).items.length;
  expect(fewer).toBeLessThan(before);
  await until(() => count(page)).toBe(fewer);
  expect(await page.evaluate(() => history.length)).toBe(2); // about:blank and this
});

it("a facet narrows the result down", async () => {
  const page = await open("/?label=cat");
  const facet = page.getByRole("complementary").getByRole("link", { name: /^Egyptian cat/i });
  const images = Number(await facet.locator("span").last().textContent());
  await facet.click();
  await until(() => page.url()).toContain("label=cat&label=egyptian+cat");
  await until(() => count(page)).toBe(images);
});

it("an unknown label leads to known ones", async () => {
  const page = await open("/?label=tabbi");
  await page.getByRole("link", { name: "tabby" }).click();
  await until(() => page.url()).toContain("?label=tabby");
});

const colourOf = (caption: Locator) =>
  caption.evaluate((element) => getComputedStyle(element, "::after").color);

it("a broader label is completed, finds what is below it, and leaves out what is above it", async () => {
  const page = await open("/");
  await box(page).fill("dog");
  await page.getByRole("option", { name: /^dog \d/ }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toContain("?label=dog");
  await until(() => count(page)).toBeGreaterThan(0);
  expect((await paths(page)).some((path) => path.includes("german-shepherd"))).toBe(true);
  const facets = page.getByRole("complementary");
  await facets.getByRole("link", { name: /^German shepherd/i }).waitFor();
  expect(await facets.getByRole("link", { name: /^animal/ }).count()).toBe(0);
  await tiles(page).first().hover();
  const caption = tiles(page).first().locator("[data-text]");
  expect(await caption.getAttribute("data-text")).toMatch(/^dog \d+%, /);
  await until(() => colourOf(caption)).toBe("rgb(255, 255, 255)");
});

it("a caption comes where the pointer is, and nothing is laid out for it", async () => {
  const page = await open("/?label=dog");
  await page.waitForLoadState("networkidle");
  const [one, other] = [tiles(page).nth(0), tiles(page).nth(1)];
  const boxes = await Promise.all([one, other].map((tile) => tile.boundingBox()));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const layouts = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "LayoutCount")?.value;
  };
  const before = await layouts();
  for (const [tile, box] of [
    [one, boxes[0]],
    [other, boxes[1]],
  ] as const) {
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await until(() => colourOf(tile.locator("[data-text]"))).toBe("rgb(255, 255, 255)");
  }
  expect(await colourOf(one.locator("[data-text]"))).toBe("rgba(0, 0, 0, 0)");
  expect(await layouts()).toBe(before);
});

it("what a word was taken for is said, and whether it is left out", async () => {
  const page = await open("/");
  await box(page).fill("puppy");
  await box(page).press("Enter");
  const status = page.getByRole("region", { name: "Result" }).getByRole("status").first();
  await status.getByText("puppy, as dog").waitFor();
  expect(await count(page)).toBe((await search("label=dog&limit=200")).items.length);
  await page.goto("/?label=Hund");
  await status.getByText("Hund, as dog").waitFor();
  await page.getByRole("button", { name: "Hund", exact: true }).click();
  await status.getByText("without dog, for Hund").waitFor();
  await page.goto("/?label=neuschwanstein-castle");
  await status.getByText("neuschwanstein castle, in names of files and folders").waitFor();
  expect((await paths(page)).every((path) => path.includes("neuschwanstein-castle"))).toBe(true);
  await page.goto("/?label=dogs");
  expect(await count(page)).toBeGreaterThan(0);
  expect(await status.textContent()).toMatch(/^\d+ pictures?$/);
});

it("the grid loads on while it is scrolled, misses nothing, and nothing in it moves", async () => {
  const all = (await search("limit=200&status=labelled")).items.map((item) => item.path);
  const page = await newPage({ height: 600 });
  let scroll: () => void = () => {};
  const scrolled = new Promise<void>((resolve) => {
    scroll = resolve;
  });
  await page.route("**/api/search?*cursor=*", async (route) => {
    await scrolled; // the second page is asked for before the reader gets there
    await route.continue();
  });
  await page.goto("/");
  await tiles(page).first().waitFor();
  const place = () =>
    tiles(page)
      .nth(20)
      .evaluate((tile) => tile.getBoundingClientRect().top + scrollY);
  const [before, at] = [await paths(page), await place()];
  expect(before.length).toBeLessThan(all.length);
  scroll();
  await until(
    async () => {
      await page.mouse.wheel(0, 500);
      return (await paths(page)).length;
    },
    { timeout: 30_000 },
  ).toBe(all.length);
  const after = await paths(page);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(new Set(after).size).toBe(after.length);
  expect(await place()).toBe(at);
  expect(after).toEqual(all);
});

it("all of it can be done with the keyboard alone", async () => {
  const page = await open("/");
  await tiles(page).first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("anim");
  await page.getByRole("option", { name: /^animal/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await until(() => page.url()).toContain("?label=animal");
  await count(page);
  await tiles(page).first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-path"));
  expect((await paths(page)).indexOf(focused ?? "")).toBeGreaterThan(2);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("ArrowRight");
  const next = (await paths(page))[(await paths(page)).indexOf(focused ?? "") + 1];
  await until(() => new URL(page.url()).searchParams.get("image")).toBe(next);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-path"))).toBe(next);
  expect(page.url()).toContain("?label=animal");
});

async function count(page: Page): Promise<number> {
  const grid = page.getByRole("region", { name: "Result" });
  await grid.and(page.locator("[aria-busy=false]")).waitFor();
  return Number(
    /[\d,]+/.exec((await grid.getByRole("heading").first().textContent()) ?? "")?.[0].replace(",", ""),
  );
}
