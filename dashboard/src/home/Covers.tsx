import { type ReactNode, useRef } from "react";
import { CoverSkeletons } from "../pictures/CoverCard";
import { moveByKey } from "../pictures/moveByKey";
import { useWidth } from "../ui/useWidth";

const NARROWEST = 140; // pixels, of a cover with its gap
const PHONE = 600;
const SWIPED = 18; // covers of a row on a phone

type Props<T> = {
  /** Undefined while they are loading. */
  items: T[] | undefined;
  /** The cover of one. */
  children: (one: T) => ReactNode;
};

/** As many covers as fit into the width, or on a phone more of them, to be swiped. */
export function Covers<T>({ items, children }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const width = useWidth(list);
  const isSwiped = width < PHONE;
  const number = isSwiped ? SWIPED : Math.floor(width / NARROWEST);
  const covers = items ? items.slice(0, number).map(children) : <CoverSkeletons number={number} />;
  return (
    <ul
      ref={list}
      onKeyDown={moveByKey}
      data-swiped={isSwiped}
      style={isSwiped ? undefined : { gridTemplateColumns: `repeat(${number}, minmax(0, 1fr))` }}
    >
      {width > 0 && covers}
    </ul>
  );
}
