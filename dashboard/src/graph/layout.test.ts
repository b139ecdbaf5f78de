import { expect, it } from "vitest";
import type { Graph } from "../api/types";
import { layOut, radiusOf, readable } from "./layout";

const nameOf = (index: number) => `${"abcdefghijklmn".slice(index % 12)} ${index}`;

const graph: Graph = {
  nodes: Array.from({ length: 100 }, (_, index) => ({
    id: nameOf(index),
    images: Math.round(400 / (1 + index / 8)),
  })),
  edges: Array.from({ length: 240 }, (_, index) => ({
    source: nameOf((index * 7) % 100),
    target: nameOf((index * 13 + 1) % 100),
    images: 1 + (index % 40),
  })).filter((edge) => edge.source !== edge.target),
  images: 1000,
};

it("is the same picture for the same graph", () => {
  expect(layOut(graph, 1060, 690)).toEqual(layOut(graph, 1060, 690));
});

it("keeps a hundred labels apart, and most of their names readable even of a tangle in an ordinary window", () => {
  const { nodes, width, height } = layOut(graph, 1060, 690);
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.9 * (one.radius + other.radius));
    }
  }
  const scale = Math.min(1060 / width, 690 / height, 1);
  expect(readable(nodes, scale).size).toBeGreaterThan(80);
  expect(width).toBeGreaterThan(height);
});

it("writes fewer names where the picture is small, the most frequent first", () => {
  const { nodes } = layOut(graph, 1060, 690);
  const names = readable(nodes, 0.3);
  expect(names.has(nameOf(0))).toBe(true);
  expect(names.size).toBeLessThan(readable(nodes, 1).size);
});

it("leaves out edges to labels that are not there", () => {
  const edges = [{ source: nameOf(1), target: "unknown", images: 3 }];
  expect(layOut({ ...graph, edges }, 400, 400).edges).toEqual([]);
});

it("draws the area, not the radius, by the number of images", () => {
  const grown = (images: number) => radiusOf(images, 100) - radiusOf(0, 100);
  expect(grown(100) / grown(25)).toBeCloseTo(2);
});
