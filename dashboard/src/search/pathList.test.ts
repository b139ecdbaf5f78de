import { expect, it } from "vitest";
import { fileNameOf, listOf, saidOf } from "./pathList";

it("has one path a line, and none that would be two", () => {
  const list = listOf(["a/b c.jpg", "ü,.jpg", "two\nlines.jpg"]);
  expect(list).toEqual({ text: "a/b c.jpg\nü,.jpg\n", paths: 2, leftOut: 1 });
  expect(saidOf(list, false)).toBe("Saved 2 paths, without 1 name with a line break");
});

it("says when there are more", () => {
  expect(saidOf({ text: "", paths: 10_000, leftOut: 0 }, true)).toBe(
    "Saved the first 10,000 paths: there are more",
  );
  expect(saidOf({ text: "", paths: 1, leftOut: 0 }, false)).toBe("Saved 1 path");
});

it("has a name that every system takes", () => {
  expect(fileNameOf("cat, not Bär, 2024/trips/")).toBe("cat-not-bär-2024-trips-paths.txt");
  expect(fileNameOf("///")).toBe("search-paths.txt");
});
