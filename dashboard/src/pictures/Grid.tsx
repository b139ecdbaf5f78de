import { type KeyboardEvent, type Ref, useDeferredValue, useImperativeHandle, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import type { Image } from "../api/types";
import { useWidth } from "../ui/useWidth";
import { neighbour } from "./arrows";
import styles from "./Grid.module.css";
import { Group, type Part } from "./Group";
import { bottomOf, groupsOf } from "./groups";
import { justify, ratioOf, rowHeight } from "./justify";
import { More, type Pages } from "./More";
import { focusOn, isModified } from "./moveByKey";
import { Skeleton } from "./Skeleton";
import { useNear } from "./useNear";
import { useOpen } from "./useOpen";

const NONE: Part[] = [];

/** What a page can ask of its grid. */
export type GridHandle = { focus: (path: string) => void };

type Props = {
  /** The labels that were searched for. */
  asked: string[];
  result: Pages;
  images: Image[] | undefined;
  /** How many pictures each page brought. */
  pageSizes: number[];
  hrefOf: (path: string) => string;
  ref: Ref<GridHandle>;
};

/**
 * The pictures, densely in full rows. More are fetched before the reader gets there; those on the page never move.
 * Every one is a link with its words, wherever the window is; near it, they have their pictures.
 */
export function Grid({ asked, result, images, pageSizes, hrefOf, ref }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const width = useWidth(grid);
  const isComplete = !result.hasNextPage;
  const places = useMemo(() => placesOf(images, width, isComplete), [images, width, isComplete]);
  const groups = useMemo(() => groupsOf(places), [places]);
  const parts = useMemo(() => partsOf(groups, images), [groups, images]);
  const [near, show] = useNear(grid, groups);
  // Those far from the window come when there is time.
  const later = useDeferredValue(parts, NONE);
  const open = useOpen();

  const focus = (index: number) => {
    const place = places[index];
    if (!place) return;
    const find = () => grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!find()) flushSync(() => show(place.top - innerHeight / 2));
    focusOn(find());
  };
  useImperativeHandle(ref, () => ({
    focus: (path) => focus(images?.findIndex((image) => image.path === path) ?? -1),
  }));
  const onKeyDown = (event: KeyboardEvent) => {
    const now = (event.target as HTMLElement).dataset.index;
    if (now === undefined || isModified(event)) return;
    const next = neighbour(places, Number(now), event.key);
    if (next === null) return;
    event.preventDefault();
    focus(next);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a <ul> cannot hold the groups, whose pictures are its items */}
      <div
        ref={grid}
        role="list"
        aria-label="Pictures"
        className={styles.grid}
        style={{ height: bottomOf(places) || undefined }}
        data-old={result.isPlaceholderData}
        onKeyDown={onKeyDown}
        onClick={open}
      >
        {parts.map((part, index) => {
          const full = index >= near.from && index < near.to;
          const shown = full ? part : later[index];
          return (
            shown && <Group key={part.group.first} part={shown} full={full} asked={asked} hrefOf={hrefOf} />
          );
        })}
        {!images && <Skeleton width={width} />}
      </div>
      <More result={result} pageSizes={pageSizes} />
    </>
  );
}

function placesOf(images: Image[] | undefined, width: number, isComplete: boolean) {
  if (!images || !width) return [];
  const ratios = images.map((image) => ratioOf(image.width, image.height));
  return justify(ratios, width, rowHeight(width), isComplete);
}

function partsOf(groups: ReturnType<typeof groupsOf>, images: Image[] | undefined): Part[] {
  return groups.map((group) => ({
    group,
    images: images?.slice(group.first, group.first + group.places.length) ?? [],
  }));
}
