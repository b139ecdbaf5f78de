import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { search } from "./api";
import { newPage, open, tiles } from "./browser";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, but for trifles. */
async function problems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join("\n")}`,
  );
}

const ready: Record<string, string> = {
  "/": "li a[data-path] img",
  "/?label=cat&label=-bird": "li a[data-path] img",
  "/?label=puppy&label=Tier": "li a[data-path] img",
  "/explore": "section[aria-labelledby=folders-title] img",
  "/explore?label=animal": "li a[data-path] img",
  "/live": "canvas",
  "/graph": "svg circle",
  "/failures": "h2",
};

describe.each([
  { width: 1440, dark: false },
  { width: 1440, dark: true },
  { width: 390, dark: false },
  { width: 390, dark: true },
])("at $width pixels, dark: $dark, axe finds nothing", (options) => {
  it.each(Object.keys(ready))("on %s", async (path) => {
    const page = await open(path, options);
    await page
      .locator(ready[path] ?? "")
      .first()
      .waitFor();
    expect(await problems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  it("with an image open", async () => {
    const [item] = (await search("label=animal&limit=1")).items;
    const page = await open(`/?image=${item?.path}`, options);
    await page.getByRole("dialog").getByText("In general:").waitFor();
    await page.getByText("Technical facts").click();
    expect(await problems(page)).toEqual([]);
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Keys" }).waitFor();
    expect(await problems(page)).toEqual([]);
  });

  it("with a failed image open", async () => {
    const page = await open("/?image=broken/drawing.png", options);
    await page.getByRole("heading", { name: "This could not be labelled" }).waitFor();
    expect(await problems(page)).toEqual([]);
  });

  it("with the completion open", async () => {
    const page = await open("/", options);
    await tiles(page).first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("t");
    await page.getByRole("option").first().waitFor();
    expect(await problems(page)).toEqual([]);
  });

  it("with an error, and when asked for a key", async () => {
    const page = await newPage({ ...options, expected: /503|401/ });
    await page.route("**/api/**", (route) => route.fulfill({ status: 503 }));
    await page.goto("/");
    await page.getByRole("alert").waitFor();
    expect(await problems(page)).toEqual([]);
    await page.unroute("**/api/**");
    await page.route("**/api/**", (route) => route.fulfill({ status: 401 }));
    await page.goto("/live");
    await page.getByRole("dialog").waitFor();
    expect(await problems(page)).toEqual([]);
  });
});
