import { expect, it } from "vitest";
import { exploreUrl, withFolder } from "./address";

it("the address names the label that was opened", () => {
  expect(exploreUrl("german shepherd")).toBe("/explore?label=german+shepherd");
});

it("the address keeps which folders are open", () => {
  const one = withFolder("", "2024/", true);
  expect(one).toBe("/explore?folder=2024%2F");
  const two = withFolder(one.split("?")[1] ?? "", "2024/a&b/", true);
  expect(new URLSearchParams(two.split("?")[1]).getAll("folder")).toEqual(["2024/", "2024/a&b/"]);
  expect(withFolder(two.split("?")[1] ?? "", "2024/", false)).toBe("/explore?folder=2024%2Fa%26b%2F");
  expect(withFolder("folder=2024%2F", "2024/", false)).toBe("/explore");
});
