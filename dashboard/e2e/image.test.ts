import { expect, it } from "vitest";
import { share } from "../src/ui/format";
import { search } from "./api";
import { open, paths, tiles, until } from "./browser";

const shown = (url: string) => new URL(url).searchParams.get("image");

it("an image is shown large with what is known of it, next and previous, and back closes it", async () => {
  const page = await open("/?label=cat");
  await tiles(page).nth(1).click();
  const view = page.getByRole("dialog");
  const [first, second, third] = await paths(page);
  const { items } = await search("label=cat&limit=3");
  await view.getByRole("heading", { name: second?.split("/").at(-1) ?? "" }).waitFor();
  await until(() =>
    view
      .locator("img")
      .last()
      .evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBe(items[1]?.width);
  for (const { name, model } of items[1]?.labels ?? []) {
    await view.getByRole("link", { name: `${name} ${model}` }).waitFor();
  }
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
  expect(page.url()).toMatch(/\?label=cat$/);
});

it("broader labels are listed with their scores, and lead to their pictures", async () => {
  const { items } = await search("name=chelsea&label=cat&limit=1");
  const cat = items[0]?.broader.find((label) => label.name === "cat");
  const page = await open(`/?image=${encodeURIComponent(items[0]?.path ?? "")}`);
  const view = page.getByRole("dialog");
  await view.getByRole("heading", { name: "Broader labels" }).waitFor();
  await view.getByRole("link", { name: `cat ${share(cat?.score ?? 0)}`, exact: true }).click();
  await until(() => page.url()).toMatch(/\?label=cat$/);
});

it("of several models all are named, and each label's; a detector's label is shown where it was found", async () => {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`);
  const view = page.getByRole("dialog");
  for (const { name, score, model } of item?.labels ?? []) {
    await view.getByRole("link", { name: `${name} ${model} ${share(score)}`, exact: true }).waitFor();
  }
  await view.getByText("Models", { exact: true }).waitFor();
  for (const { name } of item?.models ?? []) await view.getByRole("link", { name, exact: true }).waitFor();
  expect(item?.models.map(({ name }) => name)).toEqual(["efficientnet-lite0", "nanodet"]);
  const person = item?.labels.find((label) => label.name === "person");
  const box = person?.boxes?.[0];
  const place = view.locator("[aria-hidden] > div", { hasText: `person ${share(box?.score ?? 0)}` });
  const [drawn, whole] = [await place.boundingBox(), await view.locator("img").last().boundingBox()];
  expect((drawn?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo((box?.right ?? 0) - (box?.left ?? 0), 1);
  expect(((drawn?.y ?? 0) - (whole?.y ?? 0)) / (whole?.height ?? 1)).toBeCloseTo(box?.top ?? 0, 1);
});

it("an image can be shared by its address, even outside of a result", async () => {
  const [item] = (await search("label=espresso&limit=1")).items;
  const page = await open(`/?label=cat&image=${encodeURIComponent(item?.path ?? "")}`);
  await page.getByRole("dialog").getByRole("link", { name: "espresso" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await until(() => page.url()).toMatch(/\?label=cat$/);
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
