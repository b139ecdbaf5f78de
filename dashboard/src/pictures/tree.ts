import { keyOf } from "../api/spelling";
import type { LabelCount } from "../api/types";

/** Arrange labels as a tree (pure). */

export type Branch = { label: LabelCount; below: Branch[] };

/** Return the labels, each below the first of its parents that is among them; broader ones come first. */
export function treeOf(labels: LabelCount[]): Branch[] {
  const branches = new Map(labels.map((label) => [keyOf(label.name), { label, below: [] } as Branch]));
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branch.label.parents?.map(keyOf).find((name) => branches.has(name));
    const siblings = parent === undefined ? top : branches.get(parent)?.below;
    siblings?.push(branch);
  }
  for (const siblings of [top, ...[...branches.values()].map(({ below }) => below)]) {
    siblings.sort((one, other) => Number(isBroader(other)) - Number(isBroader(one)));
  }
  return top;
}

const isBroader = ({ label }: Branch) => label.kind === "broader";
