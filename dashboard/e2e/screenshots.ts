import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { it } from "vitest";
import { open, tiles } from "./browser";
import { ROOT } from "./stack";

const FOLDER = join(ROOT, "docs/images");

async function shoot(page: Page, name: string, quality = 82) {
  mkdirSync(FOLDER, { recursive: true });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(FOLDER, `dashboard-${name}.jpg`), type: "jpeg", quality });
}

it("the search for dog, light", async () => {
  const page = await open("/?label=dog", { height: 420 });
  // Its caption shows what the label was found by.
  await tiles(page).first().hover();
  await shoot(page, "light");
});

it("the first page, dark", async () => {
  const page = await open("/", { height: 860, dark: true });
  await tiles(page).first().waitFor();
  await shoot(page, "dark");
});

it("an image, on a phone", async () => {
  const page = await open("/?label=dog", { width: 390, height: 844 });
  await tiles(page).first().click();
  await page.getByRole("dialog").getByText("Technical facts").waitFor();
  await shoot(page, "phone", 50);
});
