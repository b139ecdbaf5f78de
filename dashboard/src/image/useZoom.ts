import { type RefObject, useCallback, useEffect, useState } from "react";
import {
  closer,
  FIT,
  kept,
  mostZoom,
  moved,
  type Point,
  type Size,
  toReal,
  type View,
  zoomedAt,
} from "./zoom";

export type Zoom = {
  view: View;
  /** Zoom around a point of the window, or the middle. */
  by: (factor: number, at?: Point) => void;
  move: (by: Point) => void;
  /** Zoom in where the picture was tapped twice, or back out. */
  toggle: (at: Point) => void;
  /** Zoom to the picture's own size, or back. */
  real: () => void;
  fit: () => void;
};

type Stage = RefObject<HTMLElement | null>;

/** The middle of the stage, and the picture's width as it fits and in its own size: a thumbnail's is its own. */
type Seen = { middle: Point; fitting: number; natural: number };

/**
 * Zoom and pan the picture on a stage; another picture, or a stage of another size, begins anew. `known` is the picture's
 * width, until it is loaded.
 */
export function useZoom(stage: Stage, frame: Stage, path: string, known: number): Zoom {
  const [{ view, of }, setView] = useState({ view: FIT, of: path });
  if (of !== path) setView({ view: FIT, of: path });

  const change = useCallback(
    (next: (view: View, seen: Seen) => View) => {
      const room = stage.current?.getBoundingClientRect();
      if (!room || !frame.current) return;
      const { width, height } = sizeOf(frame.current);
      const middle = { x: room.x + room.width / 2, y: room.y + room.height / 2 };
      const seen = { middle, fitting: width, natural: loadedIn(frame.current) || known };
      setView(({ view, of }) => ({ view: kept(next(view, seen), { width, height }, room), of }));
    },
    [stage, frame, known],
  );
  const by = useCallback(
    (factor: number, at?: Point) =>
      change((view, { middle, fitting, natural }) =>
        zoomedAt(view, factor, from(middle, at ?? middle), mostZoom(natural, fitting)),
      ),
    [change],
  );
  const move = useCallback((distance: Point) => change((view) => moved(view, distance)), [change]);
  const toggle = (at: Point) =>
    change((view, { middle, fitting, natural }) =>
      zoomedAt(view, closer(view, natural, fitting), from(middle, at), mostZoom(natural, fitting)),
    );
  const real = () =>
    change((view, { fitting, natural }) =>
      zoomedAt(view, toReal(view, natural, fitting), { x: 0, y: 0 }, mostZoom(natural, fitting)),
    );
  const fit = useCallback(() => setView(({ of }) => ({ view: FIT, of })), []);

  useEffect(() => {
    if (!stage.current) return;
    const observer = new ResizeObserver(fit);
    observer.observe(stage.current);
    return () => observer.disconnect();
  }, [stage, fit]);

  return { view, by, move, toggle, real, fit };
}

/** Return the width of the picture that is in a frame, above its preview; 0 before it is there. */
const loadedIn = (frame: HTMLElement): number =>
  frame.querySelector<HTMLImageElement>(":scope > img:last-of-type")?.naturalWidth ?? 0;

/** Return the size that an element has unless it is transformed, with fractions. */
function sizeOf(element: HTMLElement): Size {
  const { width, height } = getComputedStyle(element);
  return { width: Number.parseFloat(width), height: Number.parseFloat(height) };
}

const from = (middle: Point, at: Point): Point => ({ x: at.x - middle.x, y: at.y - middle.y });
