import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { search, upload } from "./api";
import { open } from "./browser";
import { ROOT } from "./setup";

it("a failed image says why and what to do, and a retry says what became of it", async () => {
  const page = await open("/?image=broken/half.png");
  const facts = page.getByRole("region", { name: "About this image" });
  await facts.getByRole("heading", { name: "This could not be labelled" }).waitFor();
  await facts.getByText("The image is damaged").waitFor();
  await facts.getByText("What to do:").waitFor();
  const failed = async () =>
    (await search("prefix=broken&status=failed")).items.map((item) => item.classified_at);
  const before = await failed();
  await facts.getByRole("button", { name: "Retry" }).click();
  await facts.getByText("it failed again").waitFor({ timeout: 30_000 });
  // This one alone was tried again.
  expect((await failed()).filter((at) => !before.includes(at))).toHaveLength(1);

  const folder = mkdtempSync(join(tmpdir(), "cocoon-whole-"));
  mkdirSync(join(folder, "broken"));
  cpSync(join(ROOT, "samples/images/food/coffee.png"), join(folder, "broken/half.png"));
  upload(folder);
  rmSync(folder, { recursive: true });
  await facts.getByRole("button", { name: "Retry" }).click();
  await facts
    .getByRole("link", { name: /^(espresso|coffee|cup)/ })
    .first()
    .waitFor({ timeout: 30_000 });
  expect(await facts.getByRole("button", { name: "Retry" }).count()).toBe(0);
});
