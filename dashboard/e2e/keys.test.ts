import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { open, tiles, until } from "./browser";

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("role"));
const box = (page: Page) => page.getByRole("combobox", { name: "Labels to search for" });

it.each(["/explore", "/live", "/graph", "/failures"])("/ leads from %s to the search box", async (path) => {
  const page = await open(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("/");
  await until(() => new URL(page.url()).pathname).toBe("/");
  await until(() => focused(page)).toBe("combobox");
  expect(await box(page).inputValue()).toBe("");
});

it("/ leads to the search box from the slider and the choices, and is a letter where one types", async () => {
  const page = await open("/?label=cat");
  for (const role of ["slider", "radio"] as const) {
    await page.getByRole(role).last().focus();
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("combobox");
  }
  await page.keyboard.press("/");
  expect(await box(page).inputValue()).toBe("/");
});

it("Escape takes the typed text back", async () => {
  const page = await open("/");
  await box(page).fill("tab");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  expect(await box(page).inputValue()).toBe("");
  expect(await page.getByRole("option").count()).toBe(0);
  expect(await focused(page)).toBe("combobox");
});

it("Search in the head leads back to the search, and the name of the app to all pictures", async () => {
  const page = await open("/?label=cat&label=-bird");
  await tiles(page).first().click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Live" }).click();
  await page.getByRole("heading", { name: "Live" }).waitFor();
  await pages.getByRole("link", { name: "Search" }).click();
  await until(() => page.url()).toMatch(/\/\?label=cat&label=-bird$/);
  await page.getByRole("link", { name: "Cocoon" }).click();
  await until(() => page.url()).toMatch(/\/$/);
  await pages.getByRole("link", { name: "Live" }).click();
  await pages.getByRole("link", { name: "Search" }).click();
  await until(() => page.url()).toMatch(/\/$/);
});

it("the entry of the page that is open leads to its top", async () => {
  const page = await open("/?label=animal");
  await tiles(page).first().waitFor();
  const top = () => page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 600);
  await until(top).toBeGreaterThan(0);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Search" }).click();
  await until(top).toBe(0);
  expect(page.url()).toMatch(/\/\?label=animal$/);
});

it("a key event without a key, as a browser sends when it fills in a form, does nothing", async () => {
  const page = await open("/?label=cat"); // whose errors fail the test
  await page.evaluate(() => dispatchEvent(new Event("keydown", { cancelable: true })));
  expect(await focused(page)).not.toBe("combobox");
});

it("Ctrl+K leads to the search box from another field, but not from a question", async () => {
  const page = await open("/?label=cat");
  await page.getByRole("slider").focus();
  await page.keyboard.press("Control+k");
  expect(await focused(page)).toBe("combobox");
  await page.getByRole("button", { name: "Keys" }).click();
  await page.keyboard.press("Control+k");
  expect(await page.getByRole("dialog").count()).toBe(1);
});

it("the cross in the search box clears all of the search, and leaves the focus there", async () => {
  const page = await open("/?label=cat&label=dog&match=any&prefix=20");
  await box(page).fill("tab");
  const clear = page.getByRole("button", { name: "Clear the search" });
  await clear.click();
  await until(() => page.url()).toMatch(/\/$/);
  expect(await box(page).inputValue()).toBe("");
  expect(await focused(page)).toBe("combobox");
  expect(await clear.count()).toBe(0);
  await page.goBack();
  await until(() => page.url()).toMatch(/label=cat&label=dog/);
});
