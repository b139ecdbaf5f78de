import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { MinuteActivity } from "../api/types";
import { count, many, timeOfDay } from "../ui/format";
import { useWidth } from "../ui/useWidth";
import { minutesPerBar, type Series, seriesOf, sum } from "./history";
import styles from "./LivePage.module.css";
import { useColours } from "./useColours";
import chart from "./VolumeChart.module.css";
import { volumeOptions } from "./volumeOptions";

const HEIGHT = 220;

type Props = { history: MinuteActivity[] | undefined; minutes: number; now: number };

/** The number of images over time: bars, with the failed part drawn in front. */
export function VolumeChart({ history, minutes, now }: Props) {
  const series = useMemo(() => seriesOf(history ?? [], minutes, now || Date.now()), [history, minutes, now]);
  const room = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const width = useWidth(room);
  const colours = useColours();
  const [index, setIndex] = useState<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the data is set below, without a new chart
  useEffect(() => {
    if (!room.current || !width) return;
    plot.current = new uPlot(volumeOptions(width, HEIGHT, colours, setIndex), dataOf(series), room.current);
    return () => plot.current?.destroy();
  }, [width, colours]);
  useEffect(() => plot.current?.setData(dataOf(series)), [series]);

  return (
    <section className={styles.panel}>
      <div className={chart.top}>
        <h2>Volume</h2>
        <p className={styles.quiet}>
          {index === null ? summary(series, minutes) : atBar(series, index, minutes)}
        </p>
      </div>
      <div
        ref={room}
        className={chart.room}
        style={{ height: HEIGHT }}
        role="img"
        aria-label={summary(series, minutes)}
      />
    </section>
  );
}

const dataOf = ({ times, total, failed }: Series): uPlot.AlignedData => [times, total, failed];

function summary({ times, total, failed }: Series, minutes: number): string {
  const most = Math.max(...total);
  if (most === 0) return "Nothing was labelled in this time.";
  const step = minutesPerBar(minutes);
  const when = timeOfDay(times[total.indexOf(most)] ?? 0);
  const bad = sum(failed);
  return `${many(sum(total), "image")}${bad ? `, ${count(bad)} of them failed` : ""}; most at ${when}: ${count(most)} in ${many(step, "minute")}`;
}

function atBar({ times, total, failed }: Series, index: number, minutes: number): string {
  const step = minutesPerBar(minutes);
  const from = times[index] ?? 0;
  const span = step > 1 ? `${timeOfDay(from)} to ${timeOfDay(from + 60 * step)}` : timeOfDay(from);
  const bad = failed[index] ?? 0;
  return `${span}: ${count((total[index] ?? 0) - bad)} labelled${bad ? `, ${count(bad)} failed` : ""}`;
}
