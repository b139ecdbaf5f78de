import { expect, it } from "vitest";
import { originalOf, sourcesOf } from "./sources";

const tile = { width: 224, height: 168 };

it("offers both sizes, by their widths", () => {
  expect(sourcesOf("/t/a.jpg?v=1", { width: 640, height: 480 }, tile)).toEqual({
    src: "/t/a.jpg?v=1&side=256",
    srcSet: "/t/a.jpg?v=1&side=256 256w, /t/a.jpg?v=1 512w",
    sizes: "224px",
  });
  expect(sourcesOf("/t/a.jpg", { width: 300, height: 400 }, tile)?.srcSet).toBe(
    "/t/a.jpg?side=256 192w, /t/a.jpg 300w",
  );
});

it("knows how wide a panorama is that the tile cuts off", () => {
  expect(sourcesOf("/t", { width: 4000, height: 1000 }, { width: 400, height: 168 })?.sizes).toBe("672px");
});

it("offers the original of a panorama, and of nothing else", () => {
  const wide = { width: 400, height: 168 };
  const offered = (width: number, height: number) =>
    sourcesOf("/t", { width, height }, wide, "/o")?.srcSet.split(", ").at(-1);
  expect(offered(4000, 1000)).toBe("/o 4000w");
  expect(offered(4000, 2000)).toBe("/t 512w");
  expect(offered(500, 100)).toBe("/t 500w"); // has no more pixels itself
});

it("knows which originals can be shown, and soon", () => {
  const links = { self: "/s", image: "/o", thumbnail: "/t" };
  const of = (path: string, bytes: number | null) => originalOf({ path, bytes, links });
  expect(of("a/wide.JPG", 2_000_000)).toBe("/o");
  expect(of("a/wide.jpg", 2_000_001)).toBeNull();
  expect(of("a/wide.jpg", null)).toBeNull();
  expect(of("a/wide.tif", 1_000)).toBeNull();
});

it("offers one size of a small picture, or of one whose size is not known", () => {
  expect(sourcesOf("/t", { width: 200, height: 256 }, tile)).toBeNull();
  expect(sourcesOf("/t", { width: null, height: null }, tile)).toBeNull();
});
