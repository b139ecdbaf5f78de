import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Completions, LabelCounts, SearchResult } from "../src/api/types";
import { newPage, tiles } from "./browser";

const box = (page: Page) => page.getByRole("combobox", { name: "Labels to search for" });

/** A page on which "tabby" is unknown until `learn` is called, as if its first picture was labelled then. */
async function withoutTabby(path: string): Promise<{ page: Page; learn: () => void }> {
  const page = await newPage();
  let isKnown = false;
  await page.route("**/api/labels?**", async (route) => {
    const counts = (await (await route.fetch()).json()) as LabelCounts;
    const items = counts.items.filter(({ name }) => isKnown || name !== "tabby");
    await route.fulfill({ json: { ...counts, items } });
  });
  await page.route("**/api/completions?**", async (route) => {
    const found = (await (await route.fetch()).json()) as Completions;
    const items = found.items.filter(({ word }) => isKnown || word !== "tabby");
    await route.fulfill({ json: { ...found, items } });
  });
  await page.route(/\/api\/search\?.*limit=1$/, async (route) => {
    const result = (await (await route.fetch()).json()) as SearchResult;
    if (isKnown && result.items[0]) result.items[0].classified_at = new Date().toISOString();
    await route.fulfill({ json: result });
  });
  await page.clock.install();
  await page.goto(path);
  await box(page).fill("tab");
  await page.getByRole("option").first().waitFor();
  expect(await page.getByRole("option", { name: /^tabby/ }).count()).toBe(0);
  await box(page).fill("");
  return {
    page,
    learn: () => {
      isKnown = true;
    },
  };
}

it("after newer pictures are shown their labels complete", async () => {
  const { page, learn } = await withoutTabby("/");
  await tiles(page).first().waitFor();
  learn();
  await page.clock.runFor(6_000); // the poll that finds the newer picture
  await page.getByRole("button", { name: "Show newer pictures" }).click();
  await box(page).fill("tab");
  await page.getByRole("option", { name: /^tabby/ }).waitFor();
});

it("in a tab that stays open the labels complete that came meanwhile", async () => {
  const { page, learn } = await withoutTabby("/?label=cat");
  await tiles(page).first().waitFor();
  learn();
  await page.clock.runFor(31_000);
  await box(page).fill("tab");
  await page.getByRole("option", { name: /^tabby/ }).waitFor();
});
