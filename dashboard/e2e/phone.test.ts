import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { open, tiles, until } from "./browser";

const phone = { width: 390, height: 844, touch: true };
const chips = (page: Page) =>
  page.getByRole("list", { name: "Chosen labels and filters" }).getByRole("listitem");

it("what is chosen is one row, and the options are a sheet", async () => {
  const page = await open("/?label=cat&label=-bird&label=animal&prefix=20&match=any", phone);
  await chips(page).nth(3).waitFor();
  const tops = await chips(page).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  expect(await page.getByRole("slider").count()).toBe(0);
  await page.getByRole("button", { name: "Options · 1" }).tap();
  const sheet = page.getByRole("dialog", { name: "Options of the search" });
  await sheet.getByRole("radio", { name: "All labels" }).check();
  await sheet.getByRole("radio", { name: "Newest first" }).check();
  await sheet.getByRole("slider").fill("0.5");
  await until(() => page.url()).toMatch(/min_score=0.5&sort=newest/);
  await sheet.getByRole("button", { name: "Show the pictures" }).tap();
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Options · 2" }).waitFor();
  await chips(page).filter({ hasText: "below" }).getByRole("button").tap();
  await until(() => page.url()).not.toContain("prefix");
  expect(await page.getByRole("search").evaluate((search) => document.activeElement === search)).toBe(true);
});

it.each([390, 800])("at %i pixels the other labels are a tree in a sheet", async (width) => {
  const page = await open("/?label=animal", { ...phone, width });
  await page.getByRole("button", { name: "Also on these" }).tap();
  const sheet = page.getByRole("dialog", { name: "Also on these" });
  const mammal = sheet
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: /^mammal/ }) })
    .first();
  const cat = mammal.getByRole("listitem").getByRole("link", { name: /^cat \d/ });
  const indent = async (link: Locator) => (await link.boundingBox())?.x ?? 0;
  expect(await indent(cat)).toBeGreaterThan(await indent(mammal.getByRole("link").first()));
  await cat.tap();
  await until(() => page.url()).toMatch(/\?label=animal&label=cat$/);
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Also on these" }).tap();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Also on these");
});

it("a window that becomes narrower puts the other labels into the sheet", async () => {
  const page = await open("/?label=animal");
  await page
    .getByRole("complementary")
    .getByRole("link", { name: /^mammal/ })
    .waitFor();
  await page.setViewportSize({ width: 800, height: 800 });
  await page.getByRole("button", { name: "Also on these" }).waitFor();
});

it("a cross clears what is at its side: the row, or the text", async () => {
  const page = await open("/?label=cat&prefix=20", phone);
  const box = page.getByRole("combobox");
  await box.fill("tab");
  await page.getByRole("button", { name: "Clear the text" }).tap();
  expect(await box.inputValue()).toBe("");
  await chips(page).nth(1).waitFor();
  await page.getByRole("button", { name: "Clear the search" }).tap();
  await until(() => page.url()).toMatch(/\/$/);
  expect(await chips(page).count()).toBe(0);
});

it("captions can be seen where nothing hovers", async () => {
  const page = await open("/?label=dog", phone);
  const caption = tiles(page).first().locator("[data-text]");
  expect(await caption.getAttribute("data-text")).toMatch(/^dog \d+%/);
  expect(await caption.evaluate((element) => getComputedStyle(element, "::after").color)).toBe(
    "rgb(255, 255, 255)",
  );
});

/** The contrast of two colours as the browser gives them, by WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high ?? 0) / (low ?? 1);
}

it.each([false, true])(
  "what is chosen differs by 3 to 1, dark: %s, and what leaves out can be seen",
  async (dark) => {
    const page = await open("/?label=cat&label=-bird", { dark });
    const exclude = page
      .getByRole("complementary")
      .getByRole("link", { name: /^Leave out/ })
      .first();
    await exclude.waitFor();
    const colours = await page.evaluate(() => {
      const style = (selector: string) => {
        const element = document.querySelector(selector);
        if (!element) throw new Error(selector);
        return getComputedStyle(element);
      };
      return {
        chosen: style("fieldset input:checked + span").backgroundColor,
        track: style("fieldset").backgroundColor,
        chip: style("search li").borderColor,
        box: style("search div > div").backgroundColor,
      };
    });
    expect(contrast(colours.chosen, colours.track)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours.chip, colours.box)).toBeGreaterThanOrEqual(3);
    const sign = await exclude.evaluate((link) => {
      const { color, opacity } = getComputedStyle(link);
      return { color, opacity, page: getComputedStyle(document.body).backgroundColor };
    });
    expect(sign.opacity).toBe("1");
    expect(contrast(sign.color, sign.page)).toBeGreaterThanOrEqual(3);
  },
);
