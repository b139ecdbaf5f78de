import { expect, it } from "vitest";
import { completions, merged } from "./completion";

const known = ["palace", "Egyptian cat", "castle", "tiger_cat", "wildcat"].map((name) => ({
  name,
  images: 1,
}));
const names = (text: string) => completions(known, text).map((label) => label.name);

it("finds a label by its beginning, and then by that of a later word", () => {
  expect(names("ca")).toEqual(["castle", "Egyptian cat", "tiger_cat"]);
  expect(names("Tiger c")).toEqual(["tiger_cat"]);
  expect(names("")).toHaveLength(5);
  expect(names("(")).toEqual([]);
});

it("has a label of two lists once", () => {
  const both = merged(known.slice(0, 4), [
    { name: "Tiger Cat", images: 2 },
    { name: "tile", images: 1 },
  ]);
  expect(both.map((label) => label.name)).toEqual(["palace", "Egyptian cat", "castle", "tiger_cat", "tile"]);
});
