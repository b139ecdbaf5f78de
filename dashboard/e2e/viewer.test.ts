import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { open, tiles, until } from "./browser";

/** What is around an open picture: what is known of it, its neighbours, and tools that step back. */

const about = (page: Page) => page.getByRole("region", { name: "About this image" });

async function opened(width = 1440): Promise<Page> {
  const page = await open("/?label=cat", { width });
  await tiles(page).nth(1).click();
  await page.getByText("Technical facts").waitFor();
  return page;
}

it("what is known is hidden by a key or a button, which the browser remembers", async () => {
  const page = await opened();
  const stage = page.getByRole("dialog").locator("img").last().locator("xpath=../..");
  const width = async () => (await stage.boundingBox())?.width ?? 0;
  const before = await width();
  await about(page).getByRole("link").first().focus();
  await page.keyboard.press("i");
  await about(page).waitFor({ state: "detached" });
  await until(width).toBeGreaterThan(before + 300);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("DIALOG"); // so that its keys work
  await page.keyboard.press("ArrowRight");
  await page.reload();
  const button = page.getByRole("button", { name: "Information" });
  await until(() => button.getAttribute("aria-pressed")).toBe("false");
  expect(await about(page).count()).toBe(0);
  await button.click();
  await about(page).waitFor();
});

it("the keys work after a button that had the focus has gone", async () => {
  const page = await opened();
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.getByRole("button", { name: "Information" }).focus();
  await page.keyboard.press("f");
  await until(isFull).toBe(true);
  await page.getByRole("button", { name: "Information" }).waitFor({ state: "detached" });
  await page.keyboard.press("f");
  await until(isFull).toBe(false);
});

it("where it is below the picture it stays", async () => {
  const page = await opened(700);
  expect(await page.getByRole("button", { name: "Information" }).count()).toBe(0);
  await page.keyboard.press("i");
  expect(await about(page).count()).toBe(1);
});

it("both neighbours are loaded before somebody goes there", async () => {
  const page = await open("/?label=cat");
  const [before, after] = await tiles(page).evaluateAll((all) =>
    [0, 2].map((index) => all[index]?.getAttribute("data-path") ?? ""),
  );
  const asked: string[] = [];
  page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
  await tiles(page).nth(1).click();
  for (const path of [before, after])
    await until(() => asked.some((url) => url.includes(`/api/originals/${path}`))).toBe(true);
});

it("in full screen the tools go when nobody does anything, and come back", async () => {
  const page = await opened();
  const tools = page.getByRole("dialog").locator("header");
  const opacity = () => tools.evaluate((element) => getComputedStyle(element).opacity);
  const [gone, there] = [() => until(opacity).toBe("0"), () => until(opacity).toBe("1")];
  await page.waitForTimeout(3_500);
  expect(await opacity()).toBe("1"); // not beside what is known
  await page.getByRole("button", { name: "Full screen" }).click();
  await until(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await gone();
  await page.mouse.move(500, 500);
  await there();
  await gone();
  await page.keyboard.press("ArrowRight"); // although the button that was clicked has the focus
  await there();
  await gone();
  await page.keyboard.press("Tab");
  await there();
  await page.waitForTimeout(3_500);
  expect(await opacity()).toBe("1"); // somebody is among them with the keyboard
  await page.keyboard.press("f");
  await until(() => page.evaluate(() => document.fullscreenElement)).toBe(null);
  await there();
});
