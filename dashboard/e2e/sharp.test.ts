import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { SearchResult } from "../src/api/types";
import { newPage, open, tiles, until } from "./browser";

type Shown = { source: string; wide: number; pixels: number };

/** The pictures of the first row: their addresses, their widths on the page, and how many pixels they really have. */
async function firstRow(page: Page): Promise<Shown[]> {
  const pictures = tiles(page).locator("img");
  await pictures.first().waitFor();
  const areThere = (all: Element[]) =>
    (all as HTMLImageElement[]).slice(0, 3).every((img) => img.complete && img.currentSrc !== "");
  await until(() => pictures.evaluateAll(areThere)).toBe(true);
  return pictures.evaluateAll((all) =>
    Promise.all(
      (all as HTMLImageElement[]).slice(0, 3).map(async (img) => {
        const source = img.currentSrc;
        const { width } = await createImageBitmap(await (await fetch(source)).blob());
        return { source, wide: img.getBoundingClientRect().width, pixels: width };
      }),
    ),
  );
}

it("at double density thumbnails have all the pixels that the picture has, at most 512", async () => {
  const row = await firstRow(await open("/?label=building", { density: 2 }));
  expect(row.length).toBe(3);
  for (const { source, wide, pixels } of row) {
    expect(source).not.toContain("side=");
    expect(pixels).toBeGreaterThan(Math.min(256, 1.4 * wide)); // the pictures themselves have 360
  }
});

it("the part of a panorama that a tile shows is as sharp as the screen", async () => {
  const page = await newPage({ density: 2 });
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/originals/") && asked.push(request.url()));
  await page.route("**/api/search?**", async (route) => {
    const result = (await (await route.fetch()).json()) as SearchResult;
    const [first, ...others] = result.items;
    const items = first ? [{ ...first, width: 2400, height: 600, bytes: 900_000 }, ...others] : [];
    await route.fulfill({ json: { ...result, items } });
  });
  await page.goto("/?label=building");
  await until(() => asked.length).toBe(1);
  expect(await tiles(page).first().locator("img").getAttribute("srcset")).toContain("2400w");
});

it("at single density they are smaller where that is enough", async () => {
  const row = await firstRow(await open("/?label=building"));
  const small = row.filter(({ source }) => source.includes("side=256"));
  expect(small.length).toBeGreaterThan(0);
  for (const { wide, pixels } of small) {
    expect(pixels).toBeLessThanOrEqual(256);
    expect(pixels).toBeGreaterThanOrEqual(0.95 * wide);
  }
});

it("covers are as small as is enough, and come when they are seen", async () => {
  const page = await open("/explore");
  const covers = page.getByRole("list", { name: "Labels" }).locator("img");
  await covers.first().waitFor();
  const sources = () =>
    covers.evaluateAll((all) => all.map((img) => (img as HTMLImageElement).currentSrc).join());
  await until(sources).toContain("side=256"); // of a picture that has more pixels
  const loading = await covers.evaluateAll((all) => all.map((img) => img.getAttribute("loading")));
  expect(new Set(loading)).toEqual(new Set(["lazy"]));
});

it("an API that knows no sizes is enough", async () => {
  const page = await newPage({ expected: /400/ });
  await page.route(/side=/, (route) => route.fulfill({ status: 400 }));
  await page.goto("/?label=building");
  const plain = tiles(page).locator("img:not([srcset])").first();
  await plain.waitFor();
  await until(() => plain.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
});
