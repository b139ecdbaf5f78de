import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { newPage, open, tiles, until } from "./browser";

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

it("a word that means a label is completed, said to be that, and taken back", async () => {
  const page = await open("/");
  await box(page).fill("pupp");
  await page.getByRole("option", { name: /^puppy, as dog\s*\d/ }).click();
  await until(() => page.url()).toMatch(/\/\?label=puppy$/);
  const status = page.getByRole("region", { name: "Result" }).getByRole("status").first();
  await status.getByText("puppy, as dog").waitFor();
  await status.getByRole("link", { name: /^only in names\s+\(puppy\)$/ }).click();
  await until(() => page.url()).toMatch(/\/\?name=puppy$/);
  await box(page).fill("katz");
  await page.getByRole("option", { name: /^katze, as cat/ }).waitFor();
});

it("a word of names, and one that is left out, are taken back as a whole", async () => {
  const page = await open("/?label=neuschwanstein&label=-hund");
  const status = page.getByRole("region", { name: "Result" }).getByRole("status").first();
  await status.getByText("without dog, for hund").waitFor();
  await status.getByRole("link", { name: /^do not leave it out\s+\(hund\)$/ }).click();
  await until(() => page.url()).toMatch(/\/\?label=neuschwanstein$/);
  await status.getByText("neuschwanstein, in names of files and folders").waitFor();
  await status.getByRole("link", { name: /^search without it\s+\(neuschwanstein\)$/ }).click();
  await until(() => page.url()).toMatch(/\/$/);
});

it("words of names and folders are completed, and are filters", async () => {
  const page = await open("/");
  await box(page).fill("neuschw");
  await page.getByRole("option", { name: /^neuschwanstein, in names/ }).click();
  await until(() => page.url()).toMatch(/\/\?name=neuschwanstein$/);
  await tiles(page).first().waitFor();
  await box(page).fill("forma");
  await page.getByRole("option", { name: "formats/, the folder" }).click();
  await until(() => page.url()).toMatch(/\/\?name=neuschwanstein&prefix=formats%2F$/);
  await page.getByRole("list", { name: "Narrowed to" }).getByText("formats/").waitFor();
});

it("Enter takes what a word means even if the list was clicked away, and nothing while a word is composed", async () => {
  const page = await open("/");
  await box(page).fill("pupp");
  await page.getByRole("option", { name: /^puppy, as dog/ }).waitFor();
  await box(page).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  expect(await box(page).getAttribute("aria-expanded")).toBe("false");
  const composing = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
  await box(page).dispatchEvent("keydown", composing);
  await page.waitForTimeout(200);
  expect(new URL(page.url()).search).toBe("");
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/\/\?label=puppy$/);
});

it("Enter waits for what a word means, and takes no longer label in its place", async () => {
  const page = await newPage();
  await page.route("**/api/labels?**", (route) =>
    route.fulfill({
      json: { items: [{ name: "planetarium", images: 9, kind: "label", parents: [] }], counted_at: null },
    }),
  );
  await page.route("**/api/completions?**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await page.goto("/");
  await box(page).fill("plane");
  await page.getByRole("option", { name: /^planetarium/ }).waitFor();
  await box(page).press("Enter");
  await until(() => page.url()).toMatch(/\/\?label=plane$/);
});

it("suggestions say which word is unknown, and keep the other chips", async () => {
  const page = await open("/?label=cat&label=tabbi&label=-bird&prefix=20");
  await page.getByRole("heading", { name: "No picture has “tabbi”" }).waitFor();
  await page.getByRole("link", { name: "tabby", exact: true }).click();
  await until(() => page.url()).toMatch(/\/\?label=cat&label=tabby&label=-bird&prefix=20$/);
});

it("a word that is like no label leads to the most general ones", async () => {
  const page = await open("/?label=qwertz");
  const animal = page.getByText("There are pictures of").getByRole("link", { name: "animal", exact: true });
  await animal.click();
  await until(() => page.url()).toMatch(/\/\?label=animal$/);
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
