import { expect, it } from "vitest";
import type { LabelCount } from "../api/types";
import { markedFor, offersFor } from "./offers";

const known: LabelCount[] = ["caterpillar", "cat", "tabby", "tableware"].map((name) => ({
  name,
  images: 1,
  kind: "label",
  parents: [],
}));
const chosen = [{ name: "Cat", excluded: false }];
const names = (text: string, most = 9) => offersFor(known, [], text, most).map((offer) => offer.name);

it("offers the completions first, and then the word itself", () => {
  expect(offersFor(known, [], "tab", 1)).toEqual([
    { name: "tabby", images: 1, kind: "label", parents: [] },
    { name: "tab", images: null },
  ]);
  expect(names("puppy")).toEqual(["puppy"]);
  expect(names("", 2)).toEqual(["caterpillar", "cat"]);
});

it("offers a label that is typed in full first, and once", () => {
  expect(names("CAT")).toEqual(["cat", "caterpillar"]);
});

it("marks what Enter takes, which is never a longer label in place of a chosen one", () => {
  expect(markedFor([], "tab")).toBe(0);
  expect(markedFor([], " ")).toBe(-1);
  expect(markedFor(chosen, "cat")).toBe(-1);
  expect(offersFor(known, chosen, "cat", 9).map((offer) => offer.name)).toEqual(["caterpillar"]);
});
