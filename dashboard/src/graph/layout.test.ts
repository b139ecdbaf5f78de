import { expect, it } from "vitest";
import type { Graph } from "../api/types";
import { layOut, radiusOf, readable } from "./layout";

const graph: Graph = {
  nodes: Array.from({ length: 100 }, (_, index) => ({ id: `label number ${index}`, images: 200 - index })),
  edges: Array.from({ length: 240 }, (_, index) => ({
    source: `label number ${(index * 7) % 100}`,
    target: `label number ${(index * 13 + 1) % 100}`,
    images: 1 + (index % 40),
  })).filter((edge) => edge.source !== edge.target),
  images: 1000,
};

it("is the same picture for the same graph", () => {
  expect(layOut(graph, 1.6)).toEqual(layOut(graph, 1.6));
});

it("keeps a hundred labels apart, and all of their names readable", () => {
  const { nodes, width, height } = layOut(graph, 1.6);
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.9 * (one.radius + other.radius));
    }
  }
  expect(readable(nodes, 1).size).toBe(100);
  expect(width).toBeGreaterThan(height);
});

it("writes fewer names where the picture is small, the most frequent first", () => {
  const { nodes } = layOut(graph, 1.6);
  const names = readable(nodes, 0.3);
  expect(names.has("label number 0")).toBe(true);
  expect(names.size).toBeLessThan(readable(nodes, 1).size);
});

it("leaves out edges to labels that are not there", () => {
  const edges = [{ source: "label number 1", target: "unknown", images: 3 }];
  expect(layOut({ ...graph, edges }, 1).edges).toEqual([]);
});

it("draws the area, not the radius, by the number of images", () => {
  const grown = (images: number) => radiusOf(images, 100) - radiusOf(0, 100);
  expect(grown(100) / grown(25)).toBeCloseTo(2);
});
