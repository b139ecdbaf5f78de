import { select } from "d3-selection";
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Layout } from "./layout";

const LIMITS: [number, number] = [0.2, 6];
const LARGEST_FIT = 1.4;

/** Pan and zoom with mouse, fingers and buttons; at first the whole graph is visible. */
export function useZoom(svg: RefObject<SVGSVGElement | null>, layout: Layout) {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown>>(null);

  const showAll = useCallback(() => {
    if (!svg.current || !behavior.current) return;
    const { width, height } = svg.current.getBoundingClientRect();
    const k = Math.min(width / layout.width, height / layout.height, LARGEST_FIT);
    const x = width / 2 - k * (layout.left + layout.width / 2);
    const y = height / 2 - k * (layout.top + layout.height / 2);
    behavior.current.transform(select(svg.current), zoomIdentity.translate(x, y).scale(k));
  }, [svg, layout]);

  useEffect(() => {
    if (!svg.current) return;
    const element = select(svg.current);
    behavior.current = zoom<SVGSVGElement, unknown>()
      .scaleExtent(LIMITS)
      // A wheel without Ctrl scrolls the page, as usual.
      .filter((event: MouseEvent) => (event.type === "wheel" ? event.ctrlKey : !event.button))
      .clickDistance(4)
      .on("zoom", (event: { transform: ZoomTransform }) => setTransform(event.transform));
    element.call(behavior.current);
    showAll();
    addEventListener("resize", showAll);
    return () => {
      element.on(".zoom", null);
      removeEventListener("resize", showAll);
    };
  }, [svg, showAll]);

  const by = (factor: number) => {
    if (svg.current && behavior.current) behavior.current.scaleBy(select(svg.current), factor);
  };
  return { transform, showAll, by };
}
