import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { search, upload } from "./api";
import { newPage, open, until } from "./browser";
import { ROOT } from "./stack";

it("failures are grouped by reason with examples, and a retry that succeeds takes one off", async () => {
  const page = await open("/failures");
  await page.getByRole("heading", { name: "Formats that are not read" }).waitFor();
  await page.getByRole("heading", { name: "Damaged images" }).waitFor();
  await page.getByRole("link", { name: "broken/letter.jpg" }).waitFor();

  const folder = mkdtempSync(join(tmpdir(), "cocoon-mended-"));
  mkdirSync(join(folder, "broken"));
  cpSync(join(ROOT, "samples/images/things/rocket.jpg"), join(folder, "broken/letter.jpg"));
  upload(folder);
  rmSync(folder, { recursive: true });

  const group = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Not images" }) });
  await group.getByRole("button", { name: "Retry" }).click();
  await group.waitFor({ state: "detached", timeout: 30_000 });
  expect((await search("prefix=broken/letter")).items[0]?.status).toBe("labelled");
  await page.getByText("Not images: 1 image sent back, 1 got past this failure.").waitFor();
});

it("says what to do, and what became of a retry that fails again", async () => {
  const page = await open("/failures");
  const group = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "Damaged images" }) });
  await group.getByText("What to do: Upload again").waitFor();
  await group.getByRole("button", { name: "Retry" }).click();
  const outcome = group.getByText("1 image sent back, 1 failed again.");
  await outcome.waitFor({ timeout: 40_000 });

  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("facets=1") && asked.push(request.url()));
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Live" }).click();
  await page.getByRole("heading", { name: "Live" }).waitFor();
  await pages.getByRole("link", { name: "Failures" }).click();
  await outcome.waitFor();
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]); // it is settled
});

it("an example leads to the image, with the reason", async () => {
  const page = await open("/failures");
  await page.getByRole("link", { name: "broken/drawing.png" }).click();
  await page.getByRole("dialog").getByText("unsupported_format").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Failures" }).waitFor();
});

// The local host asks for no key, so these two put the answers of one that does before it.
it("a retry asks for the key where one is needed", async () => {
  const page = await newPage({ expected: /401/ });
  const keys: (string | undefined)[] = [];
  await page.route("**/api/failures/retry", (route) => {
    const key = route.request().headers()["x-functions-key"];
    keys.push(key);
    return key === "right"
      ? route.fulfill({ json: { failed: 2, dead_letters: 0, done: true } })
      : route.fulfill({ status: 401 });
  });
  await page.goto("/failures");
  await page.getByRole("button", { name: "Retry all" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Key").fill("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByText("The key given before was refused.").waitFor();
  await dialog.getByLabel("Key").fill("right");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByText("2 images sent back.").waitFor();
  expect(keys).toEqual([undefined, "wrong", "right"]);
});

it("reading asks for the key where one is needed, and pictures get it, too", async () => {
  const page = await newPage({ expected: /401/ });
  const pictures: string[] = [];
  await page.route("**/api/**", (route) => {
    const request = route.request();
    const isPicture = request.url().includes("/thumbnails/");
    if (isPicture) pictures.push(new URL(request.url()).searchParams.get("code") ?? "");
    return isPicture || request.headers()["x-functions-key"]
      ? route.continue()
      : route.fulfill({ status: 401 });
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.waitForTimeout(6_000); // polling goes on, and must not ask again
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.getByRole("button", { name: "Try now" }).click();
  await page.getByRole("dialog").getByLabel("Key").fill("secret key");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /\d pictures/ }).waitFor();
  await until(() => pictures.length).toBeGreaterThan(5);
  expect(new Set(pictures)).toEqual(new Set(["secret key"]));
});
