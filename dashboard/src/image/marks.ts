import { keyOf } from "../api/spelling";
import type { Box, Label } from "../api/types";

/** Tell the boxes of an image apart: by colours, and names where there is room (pure). */

type Mark = { name: string; box: Box; colour: string; isNamed: boolean };

/** Each is bright enough for the dark stage, and for dark words on it. */
const COLOURS = ["#2fe0d2", "#ffd84d", "#ff9d76", "#8fb8ff", "#ff8fd6", "#a6ec62", "#cfa8ff", "#ff8a94"];
const WIDE_ENOUGH = 0.15; // of what is seen of the picture

/** Return the colour of each label that has boxes, by its key. */
export function coloursOf(labels: Label[]): Map<string, string> {
  const names = new Set(labels.filter(({ boxes }) => boxes?.length).map(({ name }) => keyOf(name)));
  return new Map([...names].map((name, index) => [name, COLOURS[index % COLOURS.length] ?? ""]));
}

/** Return the boxes: the best one of each label is named if it is wide enough, and all of the chosen label are. */
export function marksOf(labels: Label[], zoom: number, chosen: string | null): Mark[] {
  const colours = coloursOf(labels);
  return labels.flatMap(({ name, boxes = [] }) =>
    boxes.map((box, index) => ({
      name,
      box,
      colour: colours.get(keyOf(name)) ?? "",
      isNamed: name === chosen || (index === 0 && (box.right - box.left) * zoom >= WIDE_ENOUGH),
    })),
  );
}
