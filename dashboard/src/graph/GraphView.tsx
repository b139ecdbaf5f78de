import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { labelsUrl } from "../address/state";
import type { Graph } from "../api/types";
import { Button } from "../ui/Button";
import { many } from "../ui/format";
import { Icon } from "../ui/Icon";
import { useWidth } from "../ui/useWidth";
import styles from "./GraphView.module.css";
import { layOut, readable } from "./layout";
import { useZoom } from "./useZoom";

/** The graph, which can be panned and zoomed. A label leads to its pictures, a line to those with both labels. */
export function GraphView({ graph }: { graph: Graph }) {
  const svg = useRef<SVGSVGElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const width = useWidth(view);
  const layout = useMemo(() => layOut(graph, width || 1, view.current?.clientHeight || 1), [graph, width]);
  const zoom = useZoom(svg, layout);
  const scale = Math.round(zoom.transform.k * 20) / 20; // visible names change in steps, not at every pixel
  const names = useMemo(() => readable(layout.nodes, scale || 1), [layout, scale]);
  const [active, setActive] = useState<string | null>(null);
  const near = useMemo(() => {
    const ids = new Set(active ? [active] : []);
    for (const { source, target } of layout.edges) {
      if (source.id === active) ids.add(target.id);
      if (target.id === active) ids.add(source.id);
    }
    return ids;
  }, [active, layout]);
  const { x, y, k } = zoom.transform;
  const on = (id: string) => ({
    onPointerEnter: () => setActive(id),
    onPointerLeave: () => setActive(null),
    onFocus: () => setActive(id),
    onBlur: () => setActive(null),
  });
  return (
    <div ref={view} className={styles.view}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of links, not of form fields */}
      <svg
        ref={svg}
        className={styles.svg}
        role="group"
        aria-label="Graph of labels"
        data-active={active !== null}
      >
        <g transform={`translate(${x} ${y}) scale(${k})`}>
          {layout.edges.map(({ source, target, images, width, opacity }) => (
            <Link
              key={`${source.id}\n${target.id}`}
              href={labelsUrl(source.id, target.id)}
              className={styles.edge}
              data-near={active === source.id || active === target.id}
              tabIndex={-1}
              aria-label={`${source.id} and ${target.id}: ${many(images, "picture")}`}
            >
              <title>{`${source.id} + ${target.id}: ${many(images, "picture")}`}</title>
              <line
                x1={source.x}
                y1={source.y}
                x2={target.x}
                y2={target.y}
                strokeWidth={width}
                strokeOpacity={opacity}
              />
              <line x1={source.x} y1={source.y} x2={target.x} y2={target.y} className={styles.hit} />
            </Link>
          ))}
          {layout.nodes.map((node) => (
            <Link
              key={node.id}
              href={labelsUrl(node.id)}
              className={styles.node}
              data-near={near.has(node.id)}
              aria-label={`${node.id}: ${many(node.images, "picture")}`}
              {...on(node.id)}
            >
              <title>{`${node.id}: ${many(node.images, "picture")}`}</title>
              <g transform={`translate(${node.x} ${node.y})`}>
                <circle r={node.radius} />
                {(names.has(node.id) || near.has(node.id)) && (
                  <text y={node.radius} style={{ fontSize: 12 / k }} dy="1.1em">
                    {node.id}
                  </text>
                )}
              </g>
            </Link>
          ))}
        </g>
      </svg>
      <div className={styles.buttons}>
        <Button look="bare" onClick={() => zoom.by(1.5)} aria-label="Enlarge">
          <Icon name="plus" />
        </Button>
        <Button look="bare" onClick={() => zoom.by(1 / 1.5)} aria-label="Make smaller">
          <Icon name="minus" />
        </Button>
        <Button look="bare" onClick={zoom.showAll} aria-label="Show all">
          <Icon name="fit" />
        </Button>
      </div>
    </div>
  );
}
