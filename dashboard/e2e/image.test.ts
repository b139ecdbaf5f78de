import { expect, it } from "vitest";
import { search } from "./api";
import { open, paths, tiles, until } from "./browser";

const shown = (url: string) => new URL(url).searchParams.get("image");

it("an image is shown large with what is known of it, next and previous, and back closes it", async () => {
  const page = await open("/?label=tabby");
  await tiles(page).nth(1).click();
  const view = page.getByRole("dialog");
  const [first, second, third] = await paths(page);
  const { items } = await search("label=tabby&limit=3");
  await view.getByRole("heading", { name: second?.split("/").at(-1) ?? "" }).waitFor();
  await until(() =>
    view
      .locator("img")
      .last()
      .evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBe(items[1]?.width);
  for (const label of items[1]?.labels ?? []) await view.getByRole("link", { name: label.name }).waitFor();
  for (const fact of [`${items[1]?.width} × ${items[1]?.height} pixels`, "efficientnet-lite0", " ms"]) {
    await view.getByText(fact).first().waitFor();
  }
  await page.keyboard.press("ArrowRight");
  await until(() => shown(page.url())).toBe(third);
  await view.getByRole("button", { name: "Previous" }).click();
  await page.keyboard.press("ArrowLeft");
  await until(() => shown(page.url())).toBe(first);
  await page.keyboard.press("ArrowLeft"); // there is none
  expect(shown(page.url())).toBe(first);
  await page.goBack();
  await view.waitFor({ state: "detached" });
  expect(page.url()).toMatch(/\?label=tabby$/);
});

it("an image can be shared by its address, even outside of a result", async () => {
  const [item] = (await search("label=espresso&limit=1")).items;
  const page = await open(`/?label=tabby&image=${encodeURIComponent(item?.path ?? "")}`);
  await page.getByRole("dialog").getByRole("link", { name: "espresso" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await until(() => page.url()).toMatch(/\?label=tabby$/);
});

it("an unknown image is said to be unknown", async () => {
  const page = await open("/?image=none.png", { expected: /404/ });
  await page.getByRole("dialog").getByText("The image cannot be shown").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await tiles(page).first().waitFor();
});

it("a thumbnail that is gone leaves its place, with the name", async () => {
  const page = await open("/", { expected: /404/ });
  await page.route(/\/api\/thumbnails\//, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await page
    .getByText(/^\d{5}-\w+\.jpg$/)
    .first()
    .waitFor();
});
