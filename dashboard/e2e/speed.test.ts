import { expect, inject, it } from "vitest";
import { newPage, tiles, until } from "./browser";

const SLOWEST_PAINT = 1500; // milliseconds
const LARGEST_SHIFT = 0.01;

declare global {
  interface Window {
    measured: { paint: number; shift: number };
  }
}

/** Measure in the page, from its beginning. */
function watch() {
  window.measured = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.paint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    // Also what follows a key or a click: nothing here may shift, whatever the reason.
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      window.measured.shift += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

it.each(["/", "/?label=tabby", "/live", "/graph", "/failures"])(
  "%s paints soon, and nothing shifts while it loads",
  async (path) => {
    for (const width of [1440, 390]) {
      const page = await newPage({ width });
      await page.addInitScript(watch);
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(300);
      const { paint, shift } = await page.evaluate(() => window.measured);
      console.log(`${path} at ${width}: largest paint ${Math.round(paint)} ms, shift ${shift.toFixed(4)}`);
      expect(paint).toBeGreaterThan(0);
      expect(paint).toBeLessThan(SLOWEST_PAINT);
      expect(shift).toBeLessThan(LARGEST_SHIFT);
    }
  },
);

it("nothing shifts while pictures load on", async () => {
  const page = await newPage({ height: 700 });
  await page.addInitScript(watch);
  await page.goto("/");
  await tiles(page).first().waitFor();
  await until(
    async () => {
      await page.mouse.wheel(0, 400);
      return tiles(page).count();
    },
    { timeout: 30_000 },
  ).toBeGreaterThanOrEqual(inject("good"));
  expect((await page.evaluate(() => window.measured)).shift).toBeLessThan(LARGEST_SHIFT);
});

it("scripts and styles are compressed and kept, the page is asked for again", async () => {
  const page = await newPage();
  const answers: Record<string, string>[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/assets/")) answers.push(await response.allHeaders());
  });
  const document = await page.goto("/");
  await until(() => answers.length).toBeGreaterThan(1);
  for (const headers of answers) {
    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["cache-control"]).toContain("immutable");
  }
  expect((await document?.allHeaders())?.["cache-control"]).toBe("no-cache");
});
