import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { search } from "./api";
import { open } from "./browser";

/** Boxes are laid over the original as the browser shows it: the decoder must see the same pixels, the same way up. */

const TURNED = ["turned.jpg", "turned.png", "turned.webp", "turned.avif"];
const SHOWN = [...TURNED, "display-p3.jpg", "display-p3.png", "linear.png", "plain.gif", "plain.bmp"];

const find = async (name: string) => {
  const item = (await search(`prefix=formats/${name}`)).items[0];
  if (!item?.links.image || !item.links.thumbnail) throw new Error(`${name} is not there`);
  return { ...item, original: item.links.image, thumbnail: item.links.thumbnail };
};

it("formats that browsers show are seen as they show them", { timeout: 120_000 }, async () => {
  const page = await open(`/?image=${encodeURIComponent((await find("turned.jpg")).path)}`);
  await page.getByRole("dialog").locator("img").last().waitFor();
  for (const name of SHOWN) {
    const item = await find(name);
    const [original, thumbnail] = [await look(page, item.original), await look(page, item.thumbnail)];
    expect.soft([original.width, original.height], name).toEqual([item.width, item.height]);
    expect.soft(difference(original.pixels, thumbnail.pixels), name).toBeLessThan(6);
  }
});

it.each(["turned.tif", "turned.heic"])(
  "of %s, which browsers do not show, the thumbnail is shown",
  async (name) => {
    const item = await find(name);
    const page = await open(`/?image=${encodeURIComponent(item.path)}`);
    await page.getByRole("dialog").getByText("The thumbnail: the original cannot be shown here.").waitFor();
    const { width, height } = await look(page, item.thumbnail);
    expect(height).toBeGreaterThan(width);
    expect(width / height).toBeCloseTo((item.width ?? 0) / (item.height ?? 1), 1);
  },
);

/** What the browser shows of a picture: its size, and its pixels made few. */
function look(page: Page, link: string) {
  return page.evaluate(async (link) => {
    const image = new Image();
    image.src = link;
    await image.decode();
    const side = 24;
    const canvas = new OffscreenCanvas(side, side).getContext("2d");
    if (!canvas) throw new Error("no canvas");
    canvas.imageSmoothingQuality = "high";
    canvas.drawImage(image, 0, 0, side, side);
    const pixels = [...canvas.getImageData(0, 0, side, side).data];
    return { width: image.naturalWidth, height: image.naturalHeight, pixels };
  }, link);
}

function difference(one: number[], other: number[]) {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}
