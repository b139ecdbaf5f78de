import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { search } from "./api";
import { newPage, open, tiles, until } from "./browser";

/** The picture of an open image: zoomed, moved, swiped, with boxes, on a dark stage. */

const FOUND = "label=person&label=tripod&limit=1";

async function openFirst(query: string, options: Parameters<typeof open>[1] = {}) {
  const [item] = (await search(query)).items;
  if (!item) throw new Error(`nothing is found by ${query}`);
  const page = await open(`/?image=${encodeURIComponent(item.path)}`, options);
  const view = page.getByRole("dialog");
  const picture = view.locator("img").last();
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  return { item, page, view, picture };
}

const widthOf = async (picture: Locator) => (await picture.boundingBox())?.width ?? 0;
const middleOf = async (picture: Locator) => {
  const box = await picture.boundingBox();
  if (!box) throw new Error("nothing to point at");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const shown = (page: Page) => new URL(page.url()).searchParams.get("image");

it("a small picture is not blown up, until somebody zooms", async () => {
  const { item, page, view, picture } = await openFirst(FOUND);
  expect(await widthOf(picture)).toBe(item.width);
  await view.getByRole("button", { name: "Zoom in" }).click();
  expect(await widthOf(picture)).toBeCloseTo(1.5 * (item.width ?? 0), 0);
  await page.keyboard.press("0");
  expect(await widthOf(picture)).toBe(item.width);
});

it("nor is one whose size is not known", async () => {
  const [item] = (await search(FOUND)).items;
  const page = await newPage();
  await page.route("**/api/images/**", (route) =>
    route.fulfill({ json: { ...item, width: null, height: null } }),
  );
  await page.goto(`/?label=qwertz&image=${encodeURIComponent(item?.path ?? "")}`);
  const picture = page.getByRole("dialog").locator("img").last();
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(item?.width);
  await until(() => widthOf(picture)).toBe(item?.width);
});

it("the wheel zooms to what is under the pointer, dragging moves the picture up to its edge", async () => {
  const { page, picture } = await openFirst(FOUND, { height: 300 });
  const [before, middle] = [await picture.boundingBox(), await middleOf(picture)];
  const at = { x: middle.x, y: (before?.y ?? 0) + 0.7 * (before?.height ?? 0) };
  await page.mouse.move(at.x, at.y);
  for (let turn = 0; turn < 5; turn += 1) await page.mouse.wheel(0, -240);
  await until(() => widthOf(picture)).toBeGreaterThan(7 * (before?.width ?? 0));
  const after = await picture.boundingBox();
  const stage = await picture.locator("xpath=../..").boundingBox();
  expect((at.y - (after?.y ?? 0)) / (after?.height ?? 1)).toBeCloseTo(0.7, 2);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  for (const x of [300, 900, 3_000]) await page.mouse.move(middle.x + x, middle.y);
  await page.mouse.up();
  expect((await picture.boundingBox())?.x).toBeCloseTo(stage?.x ?? 0, 0); // its left edge is at the stage's
  await page.mouse.dblclick(middle.x, middle.y);
  await until(() => widthOf(picture)).toBe(before?.width);
  await page.mouse.dblclick(middle.x, middle.y);
  await until(() => widthOf(picture)).toBeGreaterThan(2 * (before?.width ?? 0));
});

it("the picture does not follow a mouse whose button was released outside of the window", async () => {
  const { page, picture } = await openFirst(FOUND, { height: 300 });
  const [width, middle] = [await widthOf(picture), await middleOf(picture)];
  await page.mouse.move(middle.x, middle.y);
  for (let turn = 0; turn < 5; turn += 1) await page.mouse.wheel(0, -240);
  await until(() => widthOf(picture)).toBeGreaterThan(7 * width);
  const stage = picture.locator("xpath=../..");
  const at = (x: number, buttons: number) => ({
    pointerId: 9,
    pointerType: "mouse",
    clientX: x,
    clientY: middle.y,
    buttons,
    bubbles: true,
  });
  // The capture of a made-up pointer is refused, and none is needed here.
  await stage.evaluate((element) => {
    element.setPointerCapture = () => {};
  });
  const placed = async () => (await picture.boundingBox())?.x ?? 0;
  const first = await placed();
  await stage.dispatchEvent("pointerdown", at(middle.x, 1));
  await stage.dispatchEvent("pointermove", at(middle.x + 10, 1));
  await until(placed).toBeCloseTo(first + 10, 0);
  const before = await placed();
  await stage.dispatchEvent("pointermove", at(middle.x + 40, 0));
  await stage.dispatchEvent("pointermove", at(middle.x + 60, 0));
  expect(await placed()).toBe(before);
});

type Touch = { x: number; y: number };
const touch = async (page: Page) => {
  const client = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000; // each step takes 20 ms, however slow the machine is
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Touch[]) => {
    timestamp += 0.02;
    return client.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp });
  };
  return async (...steps: Touch[][]) => {
    for (const [index, points] of steps.entries()) await send(index ? "touchMove" : "touchStart", points);
    await send("touchEnd", []);
  };
};

it("on a phone a pinch and a double tap zoom, and a swipe leads to the neighbours", async () => {
  const page = await newPage({ width: 390, height: 844, touch: true });
  await page.goto("/?label=cat");
  await tiles(page).nth(1).tap();
  const picture = page.getByRole("dialog").locator("img").last();
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const [second, gesture] = [shown(page), await touch(page)];
  const width = await widthOf(picture);
  const { x, y } = await middleOf(picture);
  const at = (distance: number) => ({ x: x + distance, y });
  await gesture([at(-30), at(30)], [at(-60), at(60)], [at(-90), at(90)]);
  expect(await widthOf(picture)).toBeGreaterThan(2 * width);
  expect(shown(page)).toBe(second);
  await page.getByRole("button", { name: /fit to the window/i }).tap();
  await gesture([at(0)]);
  await gesture([at(0)]);
  await until(() => widthOf(picture)).toBeGreaterThan(2 * width);
  await gesture([at(0)], [at(-60)], [at(-120)]); // moves the enlarged picture
  expect(shown(page)).toBe(second);
  await gesture([at(0)]);
  await gesture([at(0)]);
  await until(() => widthOf(picture)).toBe(width);
  await gesture([at(60)], [at(0)], [at(-60)]);
  await until(() => shown(page)).not.toBe(second);
  await until(() => page.getByText("3 of").isVisible()).toBe(true);
  await gesture([at(-60)], [at(0)], [at(60)]);
  await until(() => shown(page)).toBe(second);
});

it("boxes have the colour of their label, lie around what they mark, and can be hidden", async () => {
  const { item, page, view } = await openFirst(FOUND);
  const box = item.labels.find((label) => label.boxes)?.boxes?.[0];
  const mark = view.locator("[aria-hidden] > div", { hasText: "person" });
  const outline = await mark.evaluate((each) => getComputedStyle(each).outlineColor);
  const swatch = view
    .getByRole("link", { name: /^person/ })
    .locator("span")
    .first();
  expect(await swatch.evaluate((each) => getComputedStyle(each).backgroundColor)).toBe(outline);
  const [name, place] = [await mark.locator("span").boundingBox(), await mark.boundingBox()];
  expect(box?.top).toBeGreaterThan(0.06);
  expect((name?.y ?? 0) + (name?.height ?? 0)).toBeLessThanOrEqual((place?.y ?? 0) + 1);
  const toggle = view.getByRole("button", { name: "Boxes" });
  expect(await toggle.getAttribute("aria-pressed")).toBe("true");
  await toggle.click();
  await mark.waitFor({ state: "detached" });
  await page.keyboard.press("b");
  await mark.waitFor();
});

it("the stage is dark in both themes", async () => {
  for (const dark of [false, true]) {
    const { page, view } = await openFirst(FOUND, { dark });
    const title = view.getByRole("heading", { level: 2 });
    const brightness = await title.evaluate((each) => {
      const ground = getComputedStyle(each.closest("header")?.parentElement ?? each).backgroundColor;
      return [ground, getComputedStyle(each).color].map((colour) =>
        Math.max(...(colour.match(/\d+/g) ?? []).map(Number)),
      );
    });
    expect(brightness[0]).toBeLessThan(20);
    expect(brightness[1]).toBeGreaterThan(220);
    await page.close();
  }
});

it("a picture can be downloaded, and its link copied", async () => {
  const { item, page, view } = await openFirst(FOUND);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const download = page.waitForEvent("download");
  await view.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe(item.path.split("/").at(-1));
  await view.getByRole("button", { name: "Copy link" }).click();
  await view.getByText("Link copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

it("a picture and its neighbours can have the whole screen", async () => {
  const page = await open("/?label=cat");
  await tiles(page).first().click();
  const view = page.getByRole("dialog");
  await view.getByRole("button", { name: "Full screen" }).click();
  const isFull = () => page.evaluate(() => document.fullscreenElement?.querySelector("img") != null);
  await until(isFull).toBe(true);
  const first = shown(page);
  await page.keyboard.press("ArrowRight");
  await until(() => shown(page)).not.toBe(first);
  expect(await isFull()).toBe(true);
  await page.keyboard.press("f");
  await until(isFull).toBe(false);
  await view.waitFor();
});
