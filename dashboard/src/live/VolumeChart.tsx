import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Answer, dataOf } from "../api/answer";
import { sentence } from "../api/errors";
import type { MinuteActivity } from "../api/types";
import { count, many, timeOfDay } from "../ui/format";
import { useWidth } from "../ui/useWidth";
import { minutesPerBar, type Series, seriesOf, sum } from "./history";
import styles from "./LivePage.module.css";
import { useColours } from "./useColours";
import chart from "./VolumeChart.module.css";
import { volumeOptions } from "./volumeOptions";

const HEIGHT = 220;

type Props = { history: Answer<MinuteActivity[]>; minutes: number; now: number };

/** The work over time: bars, with the tries that failed drawn in front; an image that is retried is tried again. */
export function VolumeChart({ history, minutes, now }: Props) {
  const done = dataOf(history);
  const series = useMemo(() => seriesOf(done ?? [], minutes, now), [done, minutes, now]);
  const room = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const width = useWidth(room);
  const colours = useColours();
  const [index, setIndex] = useState<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the data is set below, without a new chart
  useEffect(() => {
    if (!room.current || !width) return;
    plot.current = new uPlot(volumeOptions(width, HEIGHT, colours, setIndex), plotted(series), room.current);
    return () => plot.current?.destroy();
  }, [width, colours]);
  useEffect(() => plot.current?.setData(plotted(series)), [series]);

  return (
    <section className={styles.panel}>
      <div className={chart.top}>
        <h2>Volume</h2>
        <p className={styles.quiet}>
          {index === null || !done ? summary(history, series, minutes) : atBar(series, index, minutes)}
        </p>
      </div>
      <div
        ref={room}
        className={chart.room}
        style={{ height: HEIGHT }}
        role="img"
        aria-label={summary(history, series, minutes)}
      />
    </section>
  );
}

const plotted = ({ times, total, failed }: Series): uPlot.AlignedData => [times, total, failed];

function summary(history: Props["history"], { times, total, failed }: Series, minutes: number): string {
  if (history.state === "loading") return "Loading …";
  if (history.state === "failed") return sentence(history.error);
  if (history.state === "unsupported") return "This API does not say when the work was done.";
  const most = Math.max(...total);
  if (most === 0) return "Nothing was labelled in this time.";
  const step = minutesPerBar(minutes);
  const when = timeOfDay(times[total.indexOf(most)] ?? 0);
  const bad = sum(failed);
  return `${count(sum(total) - bad)} labelled${bad ? `, ${many(bad, "failed try", "failed tries")}` : ""}; most at ${when}: ${count(most)} in ${many(step, "minute")}`;
}

function atBar({ times, total, failed }: Series, index: number, minutes: number): string {
  const step = minutesPerBar(minutes);
  const from = times[index] ?? 0;
  const span = step > 1 ? `${timeOfDay(from)} to ${timeOfDay(from + 60 * step)}` : timeOfDay(from);
  const bad = failed[index] ?? 0;
  return `${span}: ${count((total[index] ?? 0) - bad)} labelled${bad ? `, ${many(bad, "failed try", "failed tries")}` : ""}`;
}
