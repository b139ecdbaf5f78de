import { expect, it } from "vitest";
import { foldersOf } from "./folders";

it("leads to each folder above a blob", () => {
  expect(foldersOf("2024/trips/a.jpg")).toEqual([
    { name: "2024", prefix: "2024/" },
    { name: "trips", prefix: "2024/trips/" },
  ]);
  expect(foldersOf("/a//b.jpg")).toEqual([{ name: "a", prefix: "/a/" }]);
  expect(foldersOf("b.jpg")).toEqual([]);
});
