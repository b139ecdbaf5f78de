import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { open, until } from "./browser";

const box = (page: Page) => page.getByRole("combobox", { name: "Labels to search for" });

it("Enter takes the completion that is marked, or the word itself when that is", async () => {
  const page = await open("/");
  await box(page).fill("tab");
  await page.getByRole("option", { name: /^tabby/, selected: true }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/\/\?label=tabby$/);
  await box(page).fill("-egyp");
  await page.getByRole("option", { name: /^not egyptian cat/i, selected: true }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/label=-egyptian\+cat$/);
  await box(page).fill("anim");
  await page.getByRole("option", { name: /^animal/, selected: true }).waitFor();
  await box(page).press("ArrowUp");
  await page.getByRole("option", { name: "Search for “anim”", selected: true }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/label=anim$/);
});

it("a label that is typed in full is taken before longer ones, and Enter alone takes none", async () => {
  const page = await open("/");
  await box(page).click();
  await page.getByRole("option").first().waitFor();
  await box(page).press("Enter");
  expect(new URL(page.url()).search).toBe("");
  await box(page).fill("Hen");
  await page.getByRole("option", { name: /^hen \d/, selected: true }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/\/\?label=hen$/);
});

it("suggestions say which word is unknown, and keep the other chips", async () => {
  const page = await open("/?label=cat&label=tabbi&label=-bird&prefix=20");
  await page.getByRole("heading", { name: "No picture has “tabbi”" }).waitFor();
  await page.getByRole("link", { name: "tabby", exact: true }).click();
  await until(() => page.url()).toMatch(/\/\?label=cat&label=tabby&label=-bird&prefix=20$/);
});

it.each([
  ["/?label=qwertz", "No picture has “qwertz”", []],
  [
    "/?label=tabby&min_score=0.95&prefix=formats",
    "No picture has “tabby” here with that confidence",
    ["At any confidence", "In all folders"],
  ],
  ["/?label=rocket&label=panda&label=clock", "No picture has all of these labels", ["Any of the labels"]],
  ["/?label=cat&label=-animal", "No picture has “cat” without what is left out", ["With what was left out"]],
  ["/?prefix=nowhere", "Nothing was found here", []],
])("%s finds nothing, and is told what would help", async (path, title, actions) => {
  const page = await open(path);
  await page.getByRole("heading", { name: title, exact: true }).waitFor();
  const offered = await page.getByRole("region", { name: "Result" }).getByRole("button").allTextContents();
  expect(offered).toEqual([...actions, "Show all pictures"]);
  expect(await page.getByText("less confidence").count()).toBe(0);
});
