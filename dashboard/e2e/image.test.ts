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
  await view.getByText(`${items[1]?.width} × ${items[1]?.height} pixels`).waitFor();
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

it("an image leads with a plain word, then its kinds, what it is in general, and where it is", async () => {
  const item = (await search("name=chelsea&label=egyptian+cat&limit=1")).items[0];
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`);
  const facts = page.getByRole("region", { name: "About this image" });
  await facts.getByText("Technical facts").waitFor();
  const [first, second] = await facts
    .getByRole("link")
    .evaluateAll((all) => all.map((each) => each.textContent));
  expect(first).toMatch(/^cat\d+%/);
  expect(second).toMatch(/^(egyptian cat|tiger cat|tabby|lynx)/);
  const animal = item?.broader.find((label) => label.name === "animal");
  await facts.getByText("In general:").waitFor();
  await facts.getByRole("link", { name: `animal ${share(animal?.score ?? 0)}`, exact: true }).waitFor();
  const folder = item?.path.split("/")[0] ?? "";
  await facts.getByRole("link", { name: folder, exact: true }).waitFor();
  await facts.getByRole("link", { name: /^cat/ }).click();
  await until(() => page.url()).toMatch(/\?label=cat$/);
});

it("technical facts are folded", async () => {
  const [item] = (await search("label=espresso&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`);
  const view = page.getByRole("dialog");
  const worker = view.getByText(item?.worker ?? "", { exact: true });
  await view.getByText("Technical facts").click();
  await worker.waitFor();
  await view.getByText(/^\d+\.\d ms$/).waitFor();
  await view.getByText("Technical facts").click();
  await worker.waitFor({ state: "hidden" });
});

it("of several models all are named, and each label's; a detector's label is shown where it was found", async () => {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`);
  const view = page.getByRole("dialog");
  for (const { name, score, model } of item?.labels ?? []) {
    await view.getByRole("link", { name: `${name} ${share(score)} ${model}`, exact: true }).waitFor();
  }
  await view.getByText("Technical facts").click();
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

it("the picture can be saved and dragged: nothing lies over it, not even the boxes", async () => {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`);
  const original = page.getByRole("dialog").locator("img").last();
  await until(() => original.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const box = item?.labels.find((label) => label.boxes)?.boxes?.[0];
  const frame = await original.boundingBox();
  if (!box || !frame) throw new Error("no box to point at");
  for (const [x, y] of [
    [0.5, 0.5],
    [box.left + 0.005, box.top + 0.005],
  ] as const) {
    const at = { x: frame.x + x * frame.width, y: frame.y + y * frame.height };
    const hit = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.getAttribute("src"), at);
    expect(hit).toBe(item?.links.image);
  }
});

it.each([1440, 390])("the wheel scrolls the facts of an image at %i pixels", async (width) => {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`, { width, height: 420 });
  await page.getByText("Technical facts").click();
  const last = page.getByRole("dialog").getByRole("link", { name: "JSON" });
  await last.waitFor();
  await page.getByRole("dialog").evaluate((dialog) => {
    for (const each of dialog.querySelectorAll("*")) each.scrollTop = 0;
    dialog.scrollTop = 0;
  });
  const at = await page
    .getByRole("dialog")
    .getByRole("link", { name: /^tripod/ })
    .boundingBox();
  await page.mouse.move((at?.x ?? 0) + 20, Math.min(410, (at?.y ?? 0) + 20));
  await page.mouse.wheel(0, 3_000);
  await until(async () => ((await last.boundingBox())?.y ?? 999) < 420).toBe(true);
});

it("an image fits into 320 pixels, with all of its buttons", async () => {
  const [item] = (await search("label=person&label=tripod&limit=1")).items;
  const page = await open(`/?image=${encodeURIComponent(item?.path ?? "")}`, { width: 320 });
  const view = page.getByRole("dialog");
  await view.getByText("Technical facts").waitFor();
  const ends = await view
    .locator("button, a, img")
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
  expect(Math.max(...ends)).toBeLessThanOrEqual(320);
  await view.getByText("Technical facts").click();
  const tools = await view.getByRole("button", { name: "Zoom in" }).boundingBox();
  const facts = await view.getByRole("region", { name: "About this image" }).boundingBox();
  expect((tools?.y ?? 0) + (tools?.height ?? 0)).toBeLessThanOrEqual(facts?.y ?? 0);
});

it("a label is spelt in one way: among the labels, on the image, and as a chip", async () => {
  const page = await open("/?label=dog");
  const facets = page.getByRole("complementary");
  await facets.getByRole("link", { name: /^german shepherd \d/ }).waitFor();
  await tiles(page).and(page.locator("[data-path*=german-shepherd]")).first().click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /^german shepherd/ })
    .click();
  await page.getByRole("button", { name: "german shepherd", exact: true }).waitFor();
  expect(await page.getByText(/German shepherd/).count()).toBe(0);
});

it("the wheel over the list of labels scrolls that, and then the page", async () => {
  for (const height of [500, 1_200]) {
    const page = await open("/?label=animal", { height });
    const list = page.getByRole("complementary").getByRole("list");
    await list.getByRole("link").first().hover();
    for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, 400);
    await until(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  }
});

it("an opened image has the focus, and none of its buttons", async () => {
  const page = await open("/?label=cat");
  await tiles(page).first().click();
  const view = page.getByRole("dialog");
  await view.waitFor();
  expect(await view.evaluate((dialog) => document.activeElement === dialog)).toBe(true);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-disabled"))).not.toBe("true");
});

it("an unknown image's notice is not stretched over the window", async () => {
  const page = await open("/?image=none.png", { expected: /404/ });
  const alert = page.getByRole("dialog").getByRole("alert");
  await alert.waitFor();
  expect((await alert.boundingBox())?.height).toBeLessThan(320);
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
