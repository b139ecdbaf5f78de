import { expect, it } from "vitest";
import type { Image } from "../api/types";
import { generalOf, wordsOf } from "./words";

const broader = (name: string, score: number, ...parents: string[]) => ({ name, score, parents });
const said = (name: string, score: number, parents: string[] = [], model = "classifier") => ({
  ...broader(name, score, ...parents),
  model,
});
const found = (name: string, score: number, parents: string[] = [], objects = 1) => ({
  ...said(name, score, parents, "detector"),
  boxes: Array.from({ length: objects }, () => ({ score, top: 0, left: 0, bottom: 1, right: 1 })),
});
const image = (labels: unknown[], above: unknown[] = []) => ({ labels, broader: above }) as Image;
const read = (each: Image) =>
  wordsOf(each).map(({ name, kinds }) => [name, ...kinds.map((kind) => kind.name)]);

const ANIMALS = [
  broader("animal", 0.99),
  broader("mammal", 0.98, "animal"),
  broader("pet", 0.95, "animal"),
  broader("dog", 0.94, "mammal", "pet"),
  broader("terrier", 0.9, "dog"),
  broader("cat", 0.93, "mammal", "pet"),
];

it("leads with the word that people use, and then its kinds", () => {
  const cat = image([said("tabby", 0.3, ["cat"]), said("tiger cat", 0.4, ["cat"])], ANIMALS);
  expect(read(cat)).toEqual([["cat", "tiger cat", "tabby"]]);
  expect(wordsOf(cat)[0]?.score).toBe(0.93);
  expect(generalOf(cat, wordsOf(cat)).map((label) => label.name)).toEqual([
    "animal",
    "mammal",
    "pet",
    "dog",
    "terrier",
  ]);
});

it("takes a breed to the dog, and no further", () => {
  expect(read(image([said("airedale", 0.6, ["terrier"])], ANIMALS))).toEqual([["dog", "airedale"]]);
  expect(read(image([said("meerkat", 0.6, ["mammal"])], ANIMALS))).toEqual([["meerkat"]]);
  const mosque = image(
    [said("mosque", 0.5, ["religious building"])],
    [broader("religious building", 0.6, "building")],
  );
  expect(read(mosque)).toEqual([["mosque"]]);
  expect(read(image([said("eggnog", 0.6, ["drink"])], [broader("drink", 0.9)]))).toEqual([["eggnog"]]);
});

it("takes the detector's word where it has one, surest first", () => {
  const labels = [
    said("airedale", 0.6, ["terrier"]),
    found("person", 0.7),
    found("dog", 0.8, ["mammal", "pet"], 2),
  ];
  const words = wordsOf(image(labels, ANIMALS));
  expect(words.map(({ name, objects }) => [name, objects])).toEqual([
    ["dog", 2],
    ["person", 1],
  ]);
  expect(words[0]?.kinds.map((kind) => kind.name)).toEqual(["airedale"]);
});

it("says once what two models say, and which of them", () => {
  const [laptop, ...others] = wordsOf(image([said("laptop", 0.5), found("laptop", 0.7)]));
  expect(others).toEqual([]);
  expect(laptop).toMatchObject({
    score: 0.7,
    by: [
      { model: "classifier", score: 0.5 },
      { model: "detector", score: 0.7 },
    ],
  });
});

it("reads answers without a taxonomy", () => {
  const labels = [{ name: "tabby", score: 0.5 }];
  expect(read({ labels } as unknown as Image)).toEqual([["tabby"]]);
});
