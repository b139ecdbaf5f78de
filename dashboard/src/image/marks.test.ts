import { expect, it } from "vitest";
import type { Label } from "../api/types";
import { coloursOf, marksOf } from "./marks";

const box = (width: number) => ({ score: 0.9, top: 0, left: 0, bottom: 0.1, right: width });
const LABELS: Label[] = [
  { name: "tabby", score: 0.9, parents: [] },
  { name: "cat", score: 0.9, parents: [], boxes: [box(0.5), box(0.4)] },
  { name: "mouse", score: 0.9, parents: [], boxes: [box(0.05)] },
];
const named = (zoom: number, chosen: string | null) =>
  marksOf(LABELS, zoom, chosen).map((mark) => mark.isNamed);

it("gives each label that has boxes a colour of its own", () => {
  const colours = coloursOf(LABELS);
  expect([...colours.keys()]).toEqual(["cat", "mouse"]);
  expect(new Set(colours.values()).size).toBe(2);
  expect(marksOf(LABELS, 1, null).map((mark) => mark.colour)).toEqual([
    colours.get("cat"),
    colours.get("cat"),
    colours.get("mouse"),
  ]);
});

it("names the best box of a label, but none that the name would cover until it is large enough", () => {
  expect(named(1, null)).toEqual([true, false, false]);
  expect(named(4, null)).toEqual([true, false, true]);
});

it("names all boxes of the label that is pointed at", () => {
  expect(named(1, "cat")).toEqual([true, true, false]);
  expect(named(1, "mouse")).toEqual([true, false, true]);
});
