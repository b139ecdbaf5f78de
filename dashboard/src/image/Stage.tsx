import type { ReactNode, RefObject } from "react";
import styles from "./Stage.module.css";
import { useGestures } from "./useGestures";
import type { Zoom } from "./useZoom";

type Props = {
  ref: RefObject<HTMLDivElement | null>;
  zoom: Zoom;
  step: (side: -1 | 1) => void;
  children: (offset: number) => ReactNode;
};

/** Where the picture is: dark in both themes, so that its colours are the brightest thing. */
export function Stage({ ref, zoom, step, children }: Props) {
  const { offset, handlers } = useGestures(ref, zoom, (side) => step(side === 1 ? -1 : 1));
  return (
    <div ref={ref} className={styles.stage} data-zoomed={zoom.view.zoom > 1} {...handlers}>
      {children(offset)}
    </div>
  );
}
