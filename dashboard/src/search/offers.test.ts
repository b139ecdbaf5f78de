import { expect, it } from "vitest";
import { parseState, type Term, termOf, toUrl } from "../address/state";
import type { Completions, LabelCount } from "../api/types";
import { entered, markedFor, type Offer, offersFor, withOffer } from "./offers";

const labels: LabelCount[] = ["caterpillar", "cat", "tabby", "tableware"].map((name) => ({
  name,
  images: 1,
  kind: "label",
  parents: [],
}));
const chosen = [{ name: "Cat", excluded: false }];
const named = (offer: Offer) =>
  offer.kind === "name" ? `~${offer.words}` : offer.kind === "folder" ? offer.path : offer.word;
const names = (text: string, most = 9, completed?: Completions, terms: Term[] = []) =>
  offersFor({ labels, completed }, terms, termOf(text), most).map(named);

const plane: Completions = {
  items: [
    { word: "plane", as: "airplane", because: "synonym", images: 0 },
    { word: "planetarium", as: "planetarium", because: null, images: 3 },
  ],
  names: ["plane"],
  folders: ["2024/planes/"],
};

it("offers the labels that are known at once, and then the word itself", () => {
  expect(offersFor({ labels, completed: undefined }, [], termOf("tab"), 1)).toEqual([
    { kind: "label", word: "tabby", label: "tabby", because: null, images: 1 },
    { kind: "typed", word: "tab" },
  ]);
  expect(names("puppy")).toEqual(["puppy"]);
  expect(names("", 2)).toEqual(["caterpillar", "cat"]);
});

it("offers a label that is typed in full first, and once", () => {
  expect(names("CAT")).toEqual(["cat", "caterpillar"]);
});

it("offers what the API completes: the word that means a label, longer ones, names, folders", () => {
  expect(names("plane", 9, plane)).toEqual(["plane", "planetarium", "~plane", "2024/planes/"]);
  expect(names("pla", 9, plane).at(-1)).toBe("pla");
});

it("offers a name that is typed in full before longer labels, and after the label of that name", () => {
  const completed: Completions = {
    items: [{ word: "berliner", as: "food", because: "narrower", images: 8 }],
    names: ["berlin", "berlinale"],
    folders: [],
  };
  expect(names("Berlin", 9, completed)).toEqual(["~berlin", "berliner", "~berlinale", "Berlin"]);
  expect(names("-berlin", 9, completed)).toEqual(["berliner", "berlin"]);
  expect(names("plane", 9, plane)[0]).toBe("plane");
});

it("offers neither a label that is chosen in another word, nor names to be left out", () => {
  expect(names("plane", 9, plane, [{ name: "airplane", excluded: false }])[0]).toBe("planetarium");
  expect(names("-plane", 9, plane)).toEqual(["plane", "planetarium"]);
});

it("marks what Enter takes, which is never a longer label in place of a chosen one", () => {
  expect(markedFor([], "tab")).toBe(0);
  expect(markedFor([], " ")).toBe(-1);
  expect(markedFor(chosen, "cat")).toBe(-1);
  expect(names("cat", 9, undefined, chosen)).toEqual(["caterpillar"]);
});

it("takes a word as a label, a name and a folder as filters", () => {
  const state = parseState("?label=dog&name=rex");
  const url = (offer: Offer, excluded = false) => toUrl(withOffer(state, offer, excluded));
  expect(url({ kind: "typed", word: "plane" }, true)).toBe("/?label=dog&label=-plane&name=rex");
  expect(url({ kind: "name", words: "eiffel tower" })).toBe("/?label=dog&name=rex+eiffel+tower");
  expect(url({ kind: "folder", path: "2024/a/" })).toBe("/?label=dog&name=rex&prefix=2024%2Fa%2F");
});

it("Enter takes the marked offer once that is sure, and the word itself where none is marked", () => {
  const offers = offersFor({ labels: [], completed: plane }, [], termOf("pla"), 9);
  expect(entered(offers, 0, true, "pla")).toMatchObject({ kind: "label", word: "plane", label: "airplane" });
  expect(entered(offers, 0, false, "pla")).toBeNull();
  expect(entered(offers, -1, false, "pla")).toEqual({ kind: "typed", word: "pla" });
});
