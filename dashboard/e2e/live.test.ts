import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { enqueue, makeImages, upload } from "./api";
import { newPage, open, paths, until } from "./browser";

const MORE = 40;

const pictures = async (page: Page) =>
  Number(
    (await page.locator("dl > div", { hasText: "Pictures" }).locator("dd").first().textContent())?.replace(
      ",",
      "",
    ),
  );

it("the counts grow while images are labelled, and newer pictures are offered, not pushed in", async () => {
  const live = await open("/live");
  const search = await open("/");
  await search.getByRole("heading", { name: /\d pictures/ }).waitFor();
  await until(() => pictures(live)).toBeGreaterThan(0);
  const before = { count: await pictures(live), paths: await paths(search) };

  const folder = mkdtempSync(join(tmpdir(), "cocoon-more-"));
  makeImages(join(folder, "more"), MORE);
  rmSync(join(folder, "more/broken"), { recursive: true });
  upload(folder);
  rmSync(folder, { recursive: true });
  await enqueue();

  await until(() => pictures(live), { timeout: 40_000 }).toBe(before.count + MORE);
  await live.getByRole("img", { name: /labelled.* most at/ }).waitFor();
  await until(() =>
    live.locator("dl > div", { hasText: "Workers" }).locator("dd").first().textContent(),
  ).toBe("1");

  expect((await paths(search)).slice(0, before.paths.length)).toEqual(before.paths);
  await search.getByRole("button", { name: "Show newer pictures" }).click();
  await until(async () => (await paths(search))[0]).not.toBe(before.paths[0]);
});

it("polling pauses in a hidden tab", async () => {
  const page = await open("/live");
  await until(() => pictures(page)).toBeGreaterThan(0);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/")) asked += 1;
  });
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForTimeout(500); // what was under way
  asked = 0;
  await page.waitForTimeout(11_000); // two polls would have come
  expect(asked).toBe(0);
});

it("the head and the page share one poll of the figures, with the range that is chosen", async () => {
  const page = await newPage();
  const asked: (string | null)[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/stats") asked.push(searchParams.get("minutes"));
  });
  const next = async (range: string, act: () => Promise<unknown>) => {
    asked.length = 0;
    await act();
    await until(() => asked.length).toBeGreaterThan(1); // and its first poll, five seconds later
    expect(new Set(asked)).toEqual(new Set([range]));
    expect(asked.length).toBeLessThan(4);
    expect(await page.getByRole("link", { name: /^\d+ pictures/ }).isVisible()).toBe(true);
  };
  await next("10", () => page.goto("/live?minutes=10"));
  await next("360", () => page.getByRole("radio", { name: "6 hours" }).check());
  await next("60", () => page.getByRole("link", { name: "Search" }).click());
});
