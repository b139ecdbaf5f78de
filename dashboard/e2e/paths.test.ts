import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { SearchResult } from "../src/api/types";
import { search } from "./api";
import { newPage, open } from "./browser";

/** The list of the paths that a search finds. */

const button = (page: Page) => page.getByRole("button", { name: "Save the list of paths" });
const PAGE = /\/api\/search\?.*limit=200/;

it("has them all, one a line, in the order of the search", async () => {
  const { items, next_cursor } = await search("label=animal&limit=200");
  expect([items.length > 60, next_cursor]).toEqual([true, null]); // more than the page has asked for
  const page = await open("/?label=animal");
  const saving = page.waitForEvent("download");
  await button(page).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("animal-paths.txt");
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toBe(items.map(({ path }) => `${path}\n`).join(""));
  await page.getByText(`Saved ${items.length} paths.`).waitFor();
});

it("is not saved in part: after an error, nor when it is cancelled, and the page says so", async () => {
  const page = await newPage({ expected: /400/ });
  let saved = 0;
  page.on("download", () => {
    saved += 1;
  });
  let pages = 0;
  await page.route(PAGE, async (route) => {
    pages += 1;
    if (pages === 2)
      return route.fulfill({ status: 400, json: { detail: "The cursor is of another search." } });
    if (pages === 4) return; // never answered
    const response = await route.fetch();
    return route.fulfill({ json: { ...(await response.json()), next_cursor: "more" } });
  });
  await page.goto("/?label=animal");
  await button(page).click();
  await page.getByText("The cursor is of another search: nothing was saved.").waitFor();
  await button(page).click();
  await page.getByText(/^\d+ paths …$/).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled: nothing was saved.").waitFor();
  expect(saved).toBe(0);
  expect(await button(page).evaluate((each) => document.activeElement === each)).toBe(true);
});

it("goes on being saved while newer pictures are shown", async () => {
  const page = await newPage();
  const held: (() => void)[] = [];
  const later = (answer: () => Promise<void>) => held.push(() => void answer());
  let isHeld = false;
  await page.route("**/api/search?**", async (route) => {
    const response = await route.fetch();
    const result = (await response.json()) as SearchResult;
    const limit = new URL(route.request().url()).searchParams.get("limit");
    const [first] = result.items;
    if (limit === "1" && first && isHeld) first.path = "newer.jpg";
    if (limit === "1" || !isHeld) return route.fulfill({ json: result });
    later(() => route.fulfill({ json: result }));
  });
  await page.goto("/?label=animal&sort=newest");
  await button(page).waitFor();
  isHeld = true;
  const saving = page.waitForEvent("download");
  await button(page).click();
  await page.getByRole("button", { name: "Show newer pictures" }).click();
  await page.getByText("Searching …").waitFor();
  await page.getByRole("button", { name: "Cancel" }).waitFor();
  isHeld = false;
  for (const answer of held) answer();
  await saving;
  await page.getByText(/^Saved \d+ paths/).waitFor();
});
