import { expect, it } from "vitest";
import type { LabelCount } from "../api/types";
import { completions, merged } from "./completion";

const known = ["palace", "Egyptian cat", "castle", "tiger_cat", "wildcat"].map((name) => counted(name));
const names = (text: string) => completions(known, text).map((label) => label.name);

it("finds a label by its beginning, and then by that of a later word", () => {
  expect(names("ca")).toEqual(["castle", "Egyptian cat", "tiger_cat"]);
  expect(names("Tiger c")).toEqual(["tiger_cat"]);
  expect(names("")).toHaveLength(5);
  expect(names("(")).toEqual([]);
});

it("has a label of two lists once", () => {
  const both = merged(known.slice(0, 4), [counted("Tiger Cat", 2), counted("tile")]);
  expect(both.map((label) => label.name)).toEqual(["palace", "Egyptian cat", "castle", "tiger_cat", "tile"]);
});

function counted(name: string, images = 1): LabelCount {
  return { name, images, kind: "label", parents: [] };
}
