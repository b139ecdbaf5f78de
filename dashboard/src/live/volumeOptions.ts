import uPlot from "uplot";
import { count, timeOfDay } from "../ui/format";
import type { Colours } from "./useColours";

const FONT = "12px Inter, system-ui, sans-serif";
const LEAST_TOP = 4;

/** Return uPlot's options for the volume; `onIndex` gets the index of the bar under the pointer. */
export function volumeOptions(
  width: number,
  height: number,
  colours: Colours,
  onIndex: (index: number | null) => void,
): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.86, 40], radius: 0.12 });
  const axis = { stroke: colours.quiet, font: FONT, ticks: { show: false } };
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { range: (plot) => edges(plot.data[0]) },
      y: { range: (_plot, _low, high) => [0, Math.max(LEAST_TOP, high * 1.05)] },
    },
    axes: [
      { ...axis, size: 26, grid: { show: false }, space: 70, values: (_plot, times) => times.map(timeOfDay) },
      {
        ...axis,
        size: 46,
        grid: { stroke: colours.line, width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
        values: (_plot, values) => values.map(count),
      },
    ],
    series: [
      {},
      { fill: colours.accent, stroke: colours.accent, width: 0, paths: bars, points: { show: false } },
      { fill: colours.bad, stroke: colours.bad, width: 0, paths: bars, points: { show: false } },
    ],
    hooks: { setCursor: [(plot) => onIndex(plot.cursor.idx ?? null)] },
  };
}

/** Add room for the first and the last bar, half of which would be cut off. */
function edges(times: ArrayLike<number>): [number, number] {
  const first = times[0] ?? 0;
  const half = ((times[1] ?? first + 60) - first) / 2;
  return [first - half, (times[times.length - 1] ?? first) + half];
}
