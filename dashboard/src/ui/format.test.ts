import { expect, it } from "vitest";
import { ago, bytes, duration, folderName, many, money, noun, rate, splitPath } from "./format";

it("writes numbers as a person does", () => {
  expect(many(1, "picture")).toBe("1 picture");
  expect(many(1200, "picture")).toBe("1,200 pictures");
  expect(many(2, "failed try", "failed tries")).toBe("2 failed tries");
  expect([0, 1, 2].map((images) => noun(images, "image"))).toEqual(["images", "image", "images"]);
  expect(rate(3.14)).toBe("3.1");
  expect(rate(31.4)).toBe("31");
  expect([999, 1000, 2_500_000].map(bytes)).toEqual(["999 bytes", "1 KB", "2.5 MB"]);
  expect([12, 90, 5400].map(duration)).toEqual(["12 s", "2 min", "1.5 h"]);
});

it("gives small sums the digits that they need", () => {
  expect([0, 0.000421, 0.0564, 12.3].map((sum) => money(sum))).toEqual([
    "$0.00",
    "$0.00042",
    "$0.056",
    "$12.30",
  ]);
});

it("says how long ago", () => {
  const now = 1e12;
  expect([0, 20, 125, 7300, 90_000].map((seconds) => ago(now - 1000 * seconds, now))).toEqual([
    "just now",
    "20 seconds ago",
    "2 minutes ago",
    "2 hours ago",
    "yesterday",
  ]);
});

it("splits a path", () => {
  expect(splitPath("a/b/c.png")).toEqual(["a/b/", "c.png"]);
  expect(splitPath("c.png")).toEqual(["", "c.png"]);
});

it("names a folder by the last part of its path", () => {
  expect(["2024/rome/", "2024/", "/", "a//"].map(folderName)).toEqual(["rome", "2024", "/", "/"]);
});
