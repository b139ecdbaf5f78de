import { expect, describe as group, it } from "vitest";
import type { Image } from "../api/types";
import { captionOf, describe } from "./caption";

const label = (name: string, score: number, ...parents: string[]) => ({ name, score, parents });
const image = (parts: Partial<Image>) => ({ path: "a.png", error: null, ...parts }) as Image;
const names = (of: Image, ...asked: string[]) => captionOf(of, asked).map(({ name }) => name);

const unsure = image({
  labels: [label("tiger cat", 0.38, "cat"), label("Egyptian cat", 0.37, "cat")],
  broader: [label("animal", 0.95), label("cat", 0.93, "animal")],
});
const sure = image({
  labels: [label("espresso", 0.5, "drink"), label("German shepherd", 0.4, "dog")],
  broader: [label("drink", 0.6), label("dog", 0.41, "animal"), label("animal", 0.42)],
});

group("a caption", () => {
  it("is the best label where it is sure", () => {
    expect(names(sure)).toEqual(["espresso"]);
  });

  it("begins with the most specific broader label that is surer than an unsure label", () => {
    expect(names(unsure)).toEqual(["cat", "tiger cat"]);
    expect(names(image({ labels: [label("fig", 0.4)], broader: [label("tool", 0.3)] }))).toEqual(["fig"]);
    expect(names(image({ labels: [], broader: unsure.broader }))).toEqual(["cat"]);
  });

  it("is of the labels asked for, each broader one with the best label below it", () => {
    expect(names(sure, "German_Shepherd")).toEqual(["German shepherd"]);
    expect(names(sure, "animal")).toEqual(["animal", "German shepherd"]);
    expect(names(unsure, "cat", "tiger cat")).toEqual(["cat", "tiger cat"]);
    expect(names(sure, "lynx")).toEqual(["espresso"]);
  });

  it("has the surer of a label and a broader label of the same name", () => {
    const both = image({ labels: [label("dog", 0.6)], broader: [label("dog", 0.9)] });
    expect(captionOf(both, ["dog"])).toEqual([label("dog", 0.9)]);
  });

  it("can be made of an older API's labels", () => {
    expect(names(image({ labels: [{ name: "tabby", score: 0.2 } as Image["labels"][0]] }))).toEqual([
      "tabby",
    ]);
    expect(names(image({ labels: [] }))).toEqual([]);
  });
});

it("an image is described by each label once", () => {
  expect(describe(unsure)).toBe("cat, tiger cat, Egyptian cat");
  expect(describe(image({ labels: [] }))).toBe("a.png");
});
