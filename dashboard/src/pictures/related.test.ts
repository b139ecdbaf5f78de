import { expect, it } from "vitest";
import { above } from "./related";

const known = [
  { name: "German shepherd", parents: ["dog"] },
  { name: "dog", parents: ["animal", "pet"] },
  { name: "animal", parents: [] },
];

it("finds what is above a label, directly or not", () => {
  expect([...above(["german_shepherd"], known)].sort()).toEqual(["animal", "dog", "pet"]);
  expect([...above(["animal", "cat"], known)]).toEqual([]);
});

it("ends in a circle, and without parents", () => {
  const circle = [
    { name: "a", parents: ["b"] },
    { name: "b", parents: ["a"] },
  ];
  expect([...above(["a"], circle)].sort()).toEqual(["a", "b"]);
  expect([...above(["a"], [{ name: "a" } as (typeof circle)[0]])]).toEqual([]);
});
