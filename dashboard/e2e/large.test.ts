import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, inject, it, vi } from "vitest";
import type { Image } from "../src/api/types";
import { enqueue, search, upload } from "./api";
import { newPage, open, tiles, until } from "./browser";
import { PYTHON, ROOT } from "./stack";

/** An original that the app redirects to the storage account, in folders of folders. */

const PATH = "albums/large/noise.jpg";
const URL = `/?image=${encodeURIComponent(PATH)}`;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "cocoon-large-"));
  execFileSync(PYTHON, ["-m", "dashboard.e2e.make_large", join(folder, PATH)], { cwd: ROOT });
  upload(folder);
  rmSync(folder, { recursive: true });
  await enqueue();
  const found = async () => expect((await search(`prefix=${PATH}`)).items.length).toBe(1);
  await vi.waitFor(found, { timeout: 60_000, interval: 500 });
});

const widthShown = (page: Page) =>
  page
    .getByRole("dialog")
    .locator("img")
    .last()
    .evaluate((image: HTMLImageElement) => image.naturalWidth);

it("is shown with all its pixels, from the account", async () => {
  const page = await newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(URL);
  await until(() => widthShown(page)).toBe(3000);
  const account = asked.filter((url) => url.startsWith(`http://127.0.0.1:${inject("blobPort")}/`));
  expect(account.length).toBe(1);
  expect(account[0]).toContain("sig=");
  expect(await page.getByText("The thumbnail:").count()).toBe(0);
});

it("is replaced by its thumbnail where the account refuses", async () => {
  const page = await newPage({ expected: /403/ });
  const location = `http://127.0.0.1:${inject("blobPort")}/devstoreaccount1/images/${PATH}?sig=wrong`;
  await page.route("**/api/originals/**", (route) => route.fulfill({ status: 302, headers: { location } }));
  await page.goto(URL);
  await page.getByText("The thumbnail: the original cannot be shown here.").waitFor();
  await until(() => widthShown(page)).toBe(512);
  const picture = page.getByRole("dialog").locator("img").last();
  const before = await picture.boundingBox();
  await page.keyboard.press("z"); // it has its own size already
  expect(await picture.boundingBox()).toEqual(before);
});

it("is seen in the thumbnail while it does not come", async () => {
  const page = await newPage();
  await page.route("**/api/originals/**", () => {}); // never answered
  await page.goto(URL);
  const note = page.getByText("The thumbnail: the original is still loading.");
  await note.waitFor();
  const preview = page.getByRole("dialog").locator("img").first();
  expect(await preview.evaluate((image) => getComputedStyle(image).filter)).toBe("none");
});

it("is said to be loading, if there is no thumbnail to see either", async () => {
  const page = await newPage();
  await page.route("**/api/originals/**", () => {}); // never answered
  await page.route("**/api/images/**", async (route) => {
    const image = (await (await route.fetch()).json()) as Image;
    await route.fulfill({ json: { ...image, links: { ...image.links, thumbnail: null } } });
  });
  await page.goto(`/?label=qwertz&image=${encodeURIComponent(PATH)}`);
  await page.getByText("The original is still loading.", { exact: true }).waitFor();
});

it("a folder has the folders in it above its pictures, and each of them leads back up", async () => {
  const page = await open("/?prefix=albums/");
  const row = page.getByRole("region", { name: "Folders in albums" });
  expect(await row.getByRole("link", { name: "Folders as a tree" }).getAttribute("href")).toBe(
    "/explore?folder=albums%2F#folders",
  );
  const result = page.getByRole("region", { name: "Result" });
  const isSame = () => result.evaluate((section) => section.dataset.seen === "true");
  await result.evaluate((section) => {
    section.dataset.seen = "true";
  });
  const isBegun = () =>
    page.getByRole("search").evaluate((search) => document.activeElement === search && scrollY === 0);
  await row.getByRole("link", { name: /^large/ }).press("Enter");
  expect(await isBegun()).toBe(true);
  await until(() => page.url()).toMatch(/\?prefix=albums%2Flarge%2F$/);
  const chip = page.getByRole("list", { name: "Narrowed to" }).getByRole("listitem");
  await chip.getByText("below albums/large/").waitFor();
  await row.waitFor({ state: "detached" });
  expect(await isSame()).toBe(true); // as for the focus, and for where one has scrolled
  expect(await page.getByRole("region", { name: /^Folders in/ }).count()).toBe(0);
  await chip.getByRole("link", { name: "albums" }).click();
  await row.waitFor();
  await page.goto("/?label=cat&prefix=albums/large/no");
  await chip.getByText("below albums/large/no…").waitFor();
  await chip.getByRole("link", { name: "large" }).click();
  await until(() => page.url()).toMatch(/\?label=cat&prefix=albums%2Flarge%2F$/);
  expect(await isBegun()).toBe(true);
  expect(await row.count()).toBe(0); // the label narrows it, too
});

it("folders that cannot be loaded are told apart from none, and from none so far", async () => {
  const page = await newPage({ expected: /503/ });
  const [row, picture] = [page.getByRole("region", { name: "Folders in albums" }), tiles(page).first()];
  await page.route("**/api/folders?**", (route) =>
    route.fulfill({ status: 503, json: { detail: "The database is away." } }),
  );
  await page.goto("/?prefix=albums/");
  await row.getByText("Cannot be loaded just now. The database is away.").waitFor();
  await picture.waitFor();
  await page.unroute("**/api/folders?**");
  await page.route("**/api/folders?**", (route) => route.fulfill({ json: { items: [], next_cursor: "on" } }));
  await page.reload();
  await picture.waitFor();
  expect(await row.count()).toBe(0);
});

it("the pictures of a folder wait for slow folders in it a moment, and no longer", async () => {
  const page = await newPage();
  let answers = 0;
  const label = page.getByRole("link", { name: /^large/ });
  await page.route("**/api/folders?**", async (route) => {
    answers += 1;
    if (answers === 1) await route.continue(); // the others are never answered
  });
  await page.goto("/?prefix=albums/");
  await label.click();
  await until(() => page.url()).toMatch(/large%2F$/);
  await tiles(page).first().waitFor({ timeout: 5_000 });
});
