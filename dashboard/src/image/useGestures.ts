import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { isSecondTap, isTap, moveOf, swipeOf, type Touched } from "./gestures";
import type { Zoom } from "./useZoom";
import type { Point } from "./zoom";

const LINE = 16; // pixels, for wheels that count lines
const WHEEL = 0.002; // of the factor's logarithm, a pixel
const PINCH = 0.01; // of a trackpad, whose pixels are few

/**
 * Zoom by wheel, pinch and double tap, pan by dragging, and swipe to the neighbours. As long as the picture fits, a mouse
 * can drag it to elsewhere and a finger can scroll the page. `offset`: how far it follows a finger to the side.
 */
export function useGestures(stage: RefObject<HTMLElement | null>, zoom: Zoom, swipe: (side: -1 | 1) => void) {
  const touched = useRef<Touched | null>(null);
  const lastTap = useRef<{ point: Point; at: number } | null>(null);
  const isMouse = useRef(true);
  const [offset, setOffset] = useState(0);
  const isFitting = zoom.view.zoom === 1;
  const { by } = zoom;

  useEffect(() => {
    const element = stage.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault(); // which React's own listener may not
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : LINE * event.deltaY;
      by(Math.exp(-pixels * (event.ctrlKey ? PINCH : WHEEL)), { x: event.clientX, y: event.clientY });
    };
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, [stage, by]);

  const end = () => {
    setOffset(0);
    touched.current = null;
  };
  return {
    offset,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        isMouse.current = event.pointerType === "mouse";
        if (event.button !== 0) return;
        const now = touched.current ?? begun(event);
        now.pointers.set(event.pointerId, pointOf(event));
        now.pinched ||= now.pointers.size > 1;
        touched.current = now;
        if (!isFitting) event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent) => {
        const now = touched.current;
        if (!now?.pointers.has(event.pointerId)) return;
        if (event.pointerType === "mouse" && event.buttons === 0) return end(); // released where nobody saw it
        const move = moveOf(now.pointers, event.pointerId, pointOf(event));
        now.pointers.set(event.pointerId, pointOf(event));
        if (now.pointers.size > 1) zoom.by(move.factor, move.around);
        if (now.pinched || !isFitting) zoom.move(move.by);
        else if (event.pointerType === "touch") setOffset(event.clientX - now.start.x);
      },
      onPointerUp: (event: PointerEvent) => {
        const now = touched.current;
        if (!now?.pointers.delete(event.pointerId) || now.pointers.size > 0) return;
        end();
        const point = pointOf(event);
        if (!isMouse.current && isTap(now, point, event.timeStamp)) {
          const isSecond = isSecondTap(lastTap.current, point, event.timeStamp);
          lastTap.current = isSecond ? null : { point, at: event.timeStamp };
          if (isSecond) zoom.toggle(point);
          return;
        }
        const side = swipeOf(now, point);
        if (isFitting && event.pointerType === "touch" && side !== 0) swipe(side);
      },
      onPointerCancel: end,
      // The system knows how fast somebody clicks; of fingers not every browser says it.
      onDoubleClick: (event: MouseEvent) => {
        if (isMouse.current) zoom.toggle(pointOf(event));
      },
    },
  };
}

const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });
const begun = (event: PointerEvent): Touched => ({
  pointers: new Map(),
  start: pointOf(event),
  at: event.timeStamp,
  pinched: false,
});
