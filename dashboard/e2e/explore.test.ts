import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { FolderCovers, LabelCovers } from "../src/api/types";
import { ask, search } from "./api";
import { newPage, open, paths, tiles, until } from "./browser";

const LOST = /503|404/;
const row = (page: Page, name: string) => page.getByRole("region", { name });

it("the first page shows what there is by label and by folder, with counts, and the newest pictures", async () => {
  const page = await newPage();
  const shown = page.waitForResponse(/\/api\/folders/); // another file may have put a picture into a new folder since
  await page.goto("/");
  const { items: labels } = await ask<LabelCovers>("covers");
  const { items: folders }: FolderCovers = await (await shown).json();
  const covers = row(page, "What is on the pictures").getByRole("listitem");
  await covers.first().locator("img").waitFor();
  expect(await covers.first().textContent()).toMatch(
    new RegExp(`^${labels[0]?.name}\\s*${labels[0]?.images} pictures`, "i"),
  );
  await row(page, "Folders").getByRole("listitem").first().locator("img").waitFor();
  expect(await row(page, "Folders").getByRole("link").allInnerTexts()).toHaveLength(folders.length + 1);
  await page.getByRole("heading", { name: /^Newest of \d+ pictures$/ }).waitFor();
  await tiles(page).first().waitFor();
  expect(await page.getByRole("radio").count()).toBe(0);
  expect(await page.getByRole("slider").count()).toBe(0);
  await row(page, "Folders").getByRole("link", { name: /^2022/ }).click();
  await until(() => page.url()).toMatch(/\?prefix=2022%2F$/);
  await until(async () => (await paths(page)).every((path) => path.startsWith("2022/"))).toBe(true);
});

it("only options that make a difference are shown", async () => {
  const page = await open("/?label=cat");
  await page.getByRole("slider").waitFor();
  expect(await page.getByRole("radio", { name: "Any label" }).count()).toBe(0);
  await page.getByRole("radio", { name: "Best first" }).waitFor();
  await page.goto("/?label=cat&label=bird&match=any");
  await page.getByRole("radio", { name: "Any label" }).waitFor();
  expect(await page.getByRole("radio", { name: "Best first" }).count()).toBe(0);
  await page.goto("/?label=-cat");
  await tiles(page).first().waitFor();
  expect(await page.getByRole("slider").count()).toBe(0);
});

it("one goes down from animal to German shepherd, sees its pictures, and finds the way back", async () => {
  const page = await open("/");
  await page.getByRole("link", { name: "Explore", exact: true }).click();
  for (const name of ["animal", "pet", "dog", "sheepdog"]) {
    await page.getByRole("link", { name: new RegExp(`^${name} \\d`) }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
  }
  await tiles(page).first().click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "sheepdog" }).waitFor();
  await page.getByRole("link", { name: /^german shepherd \d/ }).click();
  await until(() => page.url()).toMatch(/\/\?label=german\+shepherd$/);
  await page.goBack();
  const trail = page.getByRole("navigation", { name: "Way from the top" });
  await trail.getByRole("link", { name: "animal" }).click();
  await page.getByRole("heading", { level: 1, name: "animal" }).waitFor();
  await page.goto("/explore?label=qwertz");
  await page.getByRole("heading", { name: "No picture has “qwertz”" }).waitFor();
});

it("folders open as a tree, and the address keeps which are open", async () => {
  const page = await newPage();
  const folder = (path: string, has_folders: boolean) => ({
    path,
    images: 200,
    complete: false,
    has_folders,
    cover: null,
  });
  const found: Record<string, FolderCovers> = {
    "": { items: [folder("trips/", true)], next_cursor: "trips/" },
    "trips/": { items: [], next_cursor: "more" },
    more: { items: [folder("trips/rome/", false)], next_cursor: null },
  };
  await page.route("**/api/folders?**", (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [below, cursor] = [query.get("below") ?? "", query.get("cursor")];
    const rest = { items: [folder("work/", false)], next_cursor: null };
    return route.fulfill({ json: cursor === "trips/" ? rest : found[cursor ?? below] });
  });
  await page.goto("/explore");
  await page.getByRole("link", { name: "trips 200+ images" }).waitFor();
  await page.getByRole("button", { name: "More folders" }).click();
  await page.getByRole("link", { name: /^work/ }).waitFor();
  expect(await page.getByRole("button", { name: "Folders in work" }).count()).toBe(0);
  await page.getByRole("button", { name: "Folders in trips" }).click();
  await page.getByRole("button", { name: "More folders" }).click();
  await page.getByRole("link", { name: /^rome/ }).waitFor();
  expect(new URL(page.url()).search).toBe("?folder=trips%2F");
  await page.reload();
  await page.getByRole("button", { name: "Folders in trips", expanded: true }).waitFor();
  await page.getByRole("button", { name: "Folders in trips" }).click();
  expect(new URL(page.url()).search).toBe("");
});

it("an API without covers is told apart from one that fails and from one without labels", async () => {
  const page = await newPage({ expected: LOST });
  await page.route(/\/api\/(covers|folders)/, (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await tiles(page).first().waitFor();
  expect(await row(page, "What is on the pictures").count()).toBe(0);
  await page.goto("/explore");
  await page.getByText("This API has no covers").waitFor();
  expect(await page.getByText("Folders").count()).toBe(0);
  await page.unroute(/\/api\/(covers|folders)/);
  await page.route(/\/api\/(covers|folders)/, (route) =>
    route.fulfill({ status: 503, json: { detail: "The database is away." } }),
  );
  await page.goto("/");
  await row(page, "Folders").getByText("Cannot be loaded just now. The database is away.").waitFor();
  await tiles(page).first().waitFor();
  await page.goto("/explore?label=cat");
  await page.getByText("What is below cannot be loaded just now").waitFor();
  await tiles(page).first().waitFor();
});

it("the newest pictures wait for slow covers a moment, and no longer", async () => {
  const page = await newPage();
  await page.route("**/api/covers?**", () => {}); // is never answered
  await page.goto("/");
  await tiles(page).first().waitFor({ timeout: 5_000 });
});

it("one arrives at the folders, and comes back to where one was", async () => {
  const page = await open("/", { width: 390, height: 400 });
  const folders = page.getByRole("heading", { name: "Folders" });
  const arrive = async () => {
    await row(page, "Folders").getByRole("link", { name: "All folders" }).click();
    await until(async () => (await folders.boundingBox())?.y ?? 999).toBeLessThan(100);
  };
  await arrive();
  const place = () => page.evaluate(() => scrollY);
  const at = Math.round((await place()) / 2);
  await page.evaluate((top) => scrollTo(0, top), at);
  const label = page.locator('main a[href*="label="]');
  const shown = await label.evaluateAll((links) =>
    links.findIndex((link) => link.getBoundingClientRect().top > 100 && link.matches("[href*=explore]")),
  );
  const before = await place();
  await label.nth(shown).click({ noWaitAfter: true });
  await page.getByRole("navigation", { name: "Way from the top" }).waitFor();
  await until(place).toBe(0);
  await page.goBack();
  await folders.waitFor();
  await until(async () => Math.abs((await place()) - before)).toBeLessThan(5);
  await label.nth(shown).click({ noWaitAfter: true }); // all of it is there at once now
  await until(place).toBe(0);
  await page.getByRole("link", { name: "Cocoon" }).click();
  await arrive(); // so are the folders
});

it("facets are a tree, broader ones first", async () => {
  const page = await open("/?label=animal");
  const facets = page.getByRole("complementary");
  const mammal = facets
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: /^mammal/ }) })
    .first();
  await mammal.getByRole("listitem").first().waitFor();
  expect(await mammal.getByRole("link").first().textContent()).toMatch(/^mammal/);
  await mammal.getByRole("link", { name: /^cat \d/ }).click();
  await until(() => page.url()).toContain("label=animal&label=cat");
});

it("a label's pictures in Explore and a search for it are one request, which brings the facets", async () => {
  const page = await newPage();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/search?") && asked.push(request.url()));
  await page.goto("/explore?label=cat");
  await tiles(page).first().waitFor();
  await page.getByRole("link", { name: /^Search in these/ }).click();
  const { facets } = await search("label=cat&limit=1&facets=24");
  const tabby = facets?.labels.find((label) => label.name === "tabby");
  await page
    .getByRole("complementary")
    .getByRole("link", { name: `tabby ${tabby?.images}`, exact: true })
    .waitFor();
  expect(asked.filter((url) => /limit=60/.test(url) && url.includes("label=cat"))).toHaveLength(1);
});

it("the graph is reached from Explore", async () => {
  const page = await open("/explore");
  await page.getByRole("link", { name: "Labels that occur together" }).click();
  await page.locator("svg circle").first().waitFor();
});
