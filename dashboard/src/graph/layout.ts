import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Graph } from "../api/types";
import { separate } from "./collide";

/** Compute the position of each label (pure: the same graph gives the same picture). */

export type Node = { id: string; images: number; radius: number; x: number; y: number };
export type Edge = { source: Node; target: Node; images: number; width: number; opacity: number };
export type Layout = {
  nodes: Node[];
  edges: Edge[];
  left: number;
  top: number;
  width: number;
  height: number;
};

const SMALLEST = 5;
const LARGEST = 26;
const THINNEST = 0.75;
const THICKEST = 7;
const CIRCLES = 0.08; // share of the view
const LETTER = 6.2; // pixels, about, at the font size of the labels
const TEXT_HEIGHT = 16;
const TICKS = 320;
const ROUNDS = 6;
const PASSES = 40;
const MOST_STRETCH = 1.6;
const ROOM_BESIDE = 130;
const ROOM_BELOW = 90;
const MARGIN = 20;
const GAP = 3;

export const radiusOf = (images: number, most: number, largest = LARGEST): number =>
  SMALLEST + (largest - SMALLEST) * Math.sqrt(images / Math.max(1, most));

/** Return the largest radius that leaves room for all names and lines. */
function largestOf(graph: Graph, most: number, area: number): number {
  const together = graph.nodes.reduce((sum, { images }) => sum + images / most, 0);
  return Math.max(2 * SMALLEST, Math.min(LARGEST, Math.sqrt((CIRCLES * area) / (Math.PI * together))));
}

/** Return half the width that a label needs, including its name. */
export const halfWidth = (node: Pick<Node, "id" | "radius">): number =>
  Math.max(node.radius, (node.id.length * LETTER) / 2);

/** Lay out a graph for a view of this size, in which letters keep their size. */
export function layOut(graph: Graph, width: number, height: number): Layout {
  const shape = width / height;
  const most = Math.max(1, ...graph.nodes.map((node) => node.images));
  const strongest = Math.max(1, ...graph.edges.map((edge) => edge.images));
  const largest = largestOf(graph, most, width * height);
  const nodes: Node[] = graph.nodes.map(({ id, images }) => ({
    id,
    images,
    radius: radiusOf(images, most, largest),
    x: 0,
    y: 0,
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // d3 places nodes without a position on a fixed spiral.
  const moving = nodes.map((node) => Object.assign(node, { x: Number.NaN, y: Number.NaN }));
  const edges = graph.edges.flatMap(({ source, target, images }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    const weight = Math.sqrt(images / strongest);
    const width = THINNEST + (THICKEST - THINNEST) * weight;
    return from && to ? [{ source: from, target: to, images, width, opacity: 0.1 + 0.5 * weight }] : [];
  });
  forceSimulation(moving)
    .force(
      "link",
      forceLink<Node, Edge>(edges)
        .distance(({ source, target }) => 30 + source.radius + target.radius)
        .strength(({ images }) => 0.1 + 0.5 * (images / strongest)),
    )
    .force("charge", forceManyBody().strength(-160).distanceMax(420))
    .force("x", forceX(0).strength(0.09 / shape))
    .force("y", forceY(0).strength(0.09 * shape))
    .force("boxes", (alpha) => separate(nodes, boxOf, 0.7 * (1 - alpha) ** 4)) // late, when neighbours are close
    .stop()
    .tick(TICKS);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Nodes that were pushed out of the view are brought back and find room elsewhere.
    stretch(nodes, "x", width - ROOM_BESIDE);
    stretch(nodes, "y", height - ROOM_BELOW);
    for (let pass = 0; pass < PASSES; pass += 1) separate(nodes, boxOf, 0.5);
  }
  return { nodes, edges, ...bounds(nodes) };
}

/** Spread the nodes over a length, but not up to its ends if they are few. */
function stretch(nodes: Node[], axis: "x" | "y", length: number) {
  const places = nodes.map((node) => node[axis]);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const factor = Math.min(MOST_STRETCH, Math.max(0.1, length / Math.max(1, high - low)));
  for (const node of nodes) node[axis] = (node[axis] - (low + high) / 2) * factor;
}

/** Slightly more than a label needs, so that names stay readable if the whole graph is scaled down a little. */
const boxOf = (node: Node) => ({
  halfWidth: 1.08 * halfWidth(node) + GAP,
  top: node.radius + GAP,
  bottom: node.radius + 1.1 * TEXT_HEIGHT + GAP,
});

function bounds(nodes: Node[]) {
  const left = Math.min(...nodes.map((node) => node.x - halfWidth(node))) - MARGIN;
  const right = Math.max(...nodes.map((node) => node.x + halfWidth(node))) + MARGIN;
  const top = Math.min(...nodes.map((node) => node.y - node.radius)) - MARGIN;
  const bottom = Math.max(...nodes.map((node) => node.y + node.radius + TEXT_HEIGHT)) + MARGIN;
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Return the labels whose names fit without touching the name of a more frequent one, when the graph is enlarged
 * `scale` times but letters are not.
 */
export function readable(nodes: Node[], scale: number): Set<string> {
  const written: { left: number; right: number; top: number; bottom: number }[] = [];
  const names = new Set<string>();
  for (const node of [...nodes].sort((one, other) => other.images - one.images)) {
    const half = (node.id.length * LETTER) / 2 + 2;
    const [x, y] = [node.x * scale, (node.y + node.radius) * scale];
    const box = { left: x - half, right: x + half, top: y, bottom: y + TEXT_HEIGHT };
    const isFree = written.every(
      (other) =>
        box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    );
    if (!isFree) continue;
    written.push(box);
    names.add(node.id);
  }
  return names;
}
