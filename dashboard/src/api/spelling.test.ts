import { expect, it } from "vitest";
import { keyOf, spelt } from "./spelling";
import type { Image } from "./types";

it("spells a label in one way", () => {
  expect(["German shepherd", "tiger_cat", " T-shirt "].map(keyOf)).toEqual([
    "german shepherd",
    "tiger cat",
    "t shirt",
  ]);
});

it("spells the labels of an image so, and knows those without broader ones", () => {
  const image = { path: "A_b.jpg", labels: [{ name: "Egyptian cat", score: 1 }] } as Image;
  expect(spelt(image)).toEqual({ path: "A_b.jpg", labels: [{ name: "egyptian cat", score: 1 }] });
  const broader = [{ name: "Big-cat", score: 1, parents: [] }];
  expect(spelt({ ...image, broader }).broader[0]?.name).toBe("big cat");
});
