/** Zoom and move a picture on its stage (pure). */

export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

/** How often larger than it fits, and how far its middle is from the middle of the stage, in pixels. */
export type View = Point & { zoom: number };

export const FIT: View = { zoom: 1, x: 0, y: 0 };
export const STEP = 1.5;
const LEAST_MOST = 8;
const LARGEST_PIXEL = 4;
const ENOUGH = 2;
const CLOSER = 2.5;
const SAME = 0.01; // of a zoom

/** Return the largest zoom: at least some times, and until each pixel of the picture can be seen. */
export const mostZoom = (natural: number, fitting: number): number =>
  Math.max(LEAST_MOST, (LARGEST_PIXEL * natural) / (fitting || 1));

/** Zoom so that the point of the stage, as seen from its middle, stays where it is. */
export function zoomedAt(view: View, factor: number, at: Point, most: number): View {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), most);
  const change = zoom / view.zoom;
  return { zoom, x: at.x - change * (at.x - view.x), y: at.y - change * (at.y - view.y) };
}

export const moved = (view: View, by: Point): View => ({ ...view, x: view.x + by.x, y: view.y + by.y });

/** Keep the picture on its stage: it moves only where it is larger, and not further than to its edge. */
export function kept(view: View, picture: Size, stage: Size): View {
  const within = (value: number, size: number, room: number) => {
    const most = Math.max(0, (view.zoom * size - room) / 2);
    return most && Math.min(Math.max(value, -most), most);
  };
  return {
    zoom: view.zoom,
    x: within(view.x, picture.width, stage.width),
    y: within(view.y, picture.height, stage.height),
  };
}

/** Return the factor to the picture's own size, from whatever zoom; or back, if it is shown in that already. */
export function toReal(view: View, natural: number, fitting: number): number {
  const real = Math.max(1, natural / (fitting || 1));
  const isReal = Math.abs(view.zoom / real - 1) < SAME;
  return (isReal ? 1 : real) / view.zoom;
}

/** Return the factor of a double tap: to the picture's own size if that is larger, otherwise closer; or back. */
export function closer(view: View, natural: number, fitting: number): number {
  if (view.zoom > 1) return 1 / view.zoom;
  const whole = natural / (fitting || 1);
  return whole > ENOUGH ? whole : CLOSER;
}
