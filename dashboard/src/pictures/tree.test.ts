import { expect, it } from "vitest";
import type { LabelCount } from "../api/types";
import { type Branch, treeOf } from "./tree";

const label = (name: string, kind: LabelCount["kind"] = "label", parents: string[] = []): LabelCount => ({
  name,
  images: 1,
  kind,
  parents,
});

const shape = (branches: Branch[]): unknown => branches.map(({ label, below }) => [label.name, shape(below)]);

it("each label is below its parent, and broader ones come first", () => {
  const labels = [
    label("cup"),
    label("animal", "broader"),
    label("tabby", "label", ["cat"]),
    label("cat", "broader", ["pet", "animal"]),
    label("snail", "label", ["animal"]),
  ];
  expect(shape(treeOf(labels))).toEqual([
    [
      "animal",
      [
        ["cat", [["tabby", []]]],
        ["snail", []],
      ],
    ],
    ["cup", []],
  ]);
});

it("labels whose parents are not among them are at the top, and those of an API without a taxonomy, too", () => {
  const former = { name: "dog", images: 1 } as LabelCount;
  expect(shape(treeOf([former, label("tabby", "label", ["cat"])]))).toEqual([
    ["dog", []],
    ["tabby", []],
  ]);
});
