import { expect, it } from "vitest";
import { search } from "./api";
import { open } from "./browser";

const BROKEN = "broken/half.png";

it("a failed image says why and what to do, and a retry says what became of it", async () => {
  const page = await open(`/?image=${BROKEN}`);
  const facts = page.getByRole("region", { name: "About this image" });
  await facts.getByRole("heading", { name: "This could not be labelled" }).waitFor();
  await facts.getByText("The image is damaged").waitFor();
  await facts.getByText("What to do:").waitFor();
  const failed = async () =>
    (await search("prefix=broken&status=failed")).items.map((item) => item.classified_at);
  const before = await failed();
  const button = facts.getByRole("button", { name: "Retry" });
  await button.click();
  await facts.getByText("Sent back.").waitFor();
  expect(await button.evaluate((element) => document.activeElement === element)).toBe(true);
  await facts.getByText("it failed again").waitFor({ timeout: 30_000 });
  // This one alone was tried again.
  expect((await failed()).filter((at) => !before.includes(at))).toHaveLength(1);

  // As if it had been uploaded again; other tests need the one that is broken.
  const [whole] = (await search("label=espresso&limit=1")).items;
  await page.route(`**/api/images/${BROKEN}`, (route) => route.fulfill({ json: { ...whole, path: BROKEN } }));
  await button.click();
  await facts.getByRole("link", { name: /^espresso/ }).waitFor({ timeout: 30_000 });
  expect(await button.count()).toBe(0);
  // Nor are the keys of the picture lost with the button.
  const view = page.getByRole("dialog");
  expect(await view.evaluate((element) => document.activeElement === element)).toBe(true);
});
