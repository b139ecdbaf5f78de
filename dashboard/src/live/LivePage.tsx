import { useLocation, useSearch } from "wouter";
import { RANGES, type Range, rangeOf, rangeUrl } from "../address/range";
import { useStats } from "../address/useStats";
import { part } from "../api/answer";
import { POLL } from "../api/queryClient";
import { Choice } from "../ui/Choice";
import { ago } from "../ui/format";
import { QueryFailed } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import { useTitle } from "../ui/useTitle";
import { CostSum } from "./CostSum";
import { Figures } from "./Figures";
import { Listings } from "./Listings";
import styles from "./LivePage.module.css";
import { Models } from "./Models";
import { Newest, useNewest } from "./Newest";
import { VolumeChart } from "./VolumeChart";
import { Workers } from "./Workers";

const NAMES: Record<Range, string> = {
  "10": "10 minutes",
  "60": "1 hour",
  "360": "6 hours",
  "1440": "24 hours",
};

/** The page that shows the labels as they arrive. */
export default function LivePage() {
  useTitle("Live");
  const [path, navigate] = useLocation();
  const range = rangeOf(path, useSearch());
  const { answer, figures, at, updated, isFailing } = useStats();
  const newest = useNewest(); // here, because its row is shown only when the figures are there
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1>Live</h1>
          <Age updated={updated} isFailing={isFailing} />
        </div>
        <Choice
          legend="How far back"
          value={range}
          onChange={(next) => navigate(rangeUrl(next), { replace: true })}
          options={RANGES.map((value) => ({ value, label: NAMES[value] }))}
        />
      </div>
      {answer.state === "failed" && (
        <QueryFailed error={answer.error} what={figures.state === "ready" ? "The volume" : "The figures"} />
      )}
      {/* Panels grow with their content: shown before it is loaded, they would push one another down. */}
      {figures.state === "ready" && (
        <div className={styles.page}>
          <Figures stats={figures.data} />
          <VolumeChart history={part(answer, (data) => data.history)} minutes={Number(range)} now={at} />
          <Newest answer={newest} />
          <Listings listings={figures.data.listings} leftOut={figures.data.left_out} />
          <div className={styles.pair}>
            <Models models={part(figures, (data) => data.models, isNone)} />
            <CostSum cost={part(figures, (data) => data.cost)} />
          </div>
          {/* Last, because its length changes at every poll. */}
          <Workers workers={part(figures, (data) => data.workers, isNone)} />
        </div>
      )}
    </>
  );
}

const isNone = (list: unknown[]) => list.length === 0;

/** The age of the figures; screen readers announce it only when they are stale. */
function Age({ updated, isFailing }: { updated: number; isFailing: boolean }) {
  const now = useNow(1_000);
  if (!updated) return <p className={styles.age}>Loading …</p>;
  const isStale = isFailing || now - updated > 4 * POLL;
  return (
    <p className={styles.age} data-stale={isStale}>
      {isStale ? `Stale, from ${ago(updated, now)}. Trying again.` : `Updated ${ago(updated, now)}`}
    </p>
  );
}
