import { expect, it } from "vitest";
import { ahead, sourcesOf } from "./shown";

const links = { self: "/i", image: "/o/a", thumbnail: "/t/a" };
const MOST = 8_000_000;

it("loads originals ahead, and of large ones the thumbnail", () => {
  expect(ahead({ path: "a.jpg", bytes: MOST, links })).toBe("/o/a");
  expect(ahead({ path: "a.jpg", bytes: MOST + 1, links })).toBe("/t/a");
  expect(ahead({ path: "a.jpg", bytes: MOST + 1, links: { ...links, thumbnail: null } })).toBeNull();
});

it("tries an original, unless it is large and of a kind that browsers do not show", () => {
  expect(sourcesOf({ path: "a.JPG", bytes: MOST + 1, links })).toEqual(["/o/a", "/t/a"]);
  expect(sourcesOf({ path: "a.cr2", bytes: MOST, links })).toEqual(["/o/a", "/t/a"]);
  for (const path of ["a.jpe", "photo", "a.heic", "a.tif/b"])
    expect(sourcesOf({ path, bytes: MOST + 1, links })).toEqual(["/o/a", "/t/a"]);
  for (const path of ["a.CR2", "a.tif", "a.jp2"])
    expect(sourcesOf({ path, bytes: MOST + 1, links })).toEqual(["/t/a"]);
  expect(sourcesOf({ path: "a.jpg", bytes: null, links: { ...links, thumbnail: null } })).toEqual(["/o/a"]);
});
