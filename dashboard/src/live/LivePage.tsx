import { useLocation, useSearch } from "wouter";
import { type Answer, answerOf, part, previousOf } from "../api/answer";
import { POLL, useStats } from "../api/queries";
import type { Statistics } from "../api/types";
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

const RANGES = ["10", "60", "360", "1440"] as const;
type Range = (typeof RANGES)[number];
const NAMES: Record<Range, string> = {
  "10": "10 minutes",
  "60": "1 hour",
  "360": "6 hours",
  "1440": "24 hours",
};

/** The page that shows the labels as they arrive. */
export default function LivePage() {
  useTitle("Live");
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get("minutes");
  const range = RANGES.find((each) => each === asked) ?? "60";
  const stats = useStats(Number(range));
  const newest = useNewest(); // here, because its row is shown only when the figures are there
  const answer = answerOf(stats);
  const figures = figuresOf(answer);
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1>Live</h1>
          <Age updated={stats.dataUpdatedAt} failures={stats.failureCount} />
        </div>
        <Choice
          legend="How far back"
          value={range}
          onChange={(next) => navigate(next === "60" ? "/live" : `/live?minutes=${next}`, { replace: true })}
          options={RANGES.map((value) => ({ value, label: NAMES[value] }))}
        />
      </div>
      {answer.state === "failed" && <QueryFailed error={answer.error} what="The figures" />}
      {/* Panels grow with their content: shown before it is loaded, they would push one another down. */}
      {figures.state === "ready" && (
        <div className={styles.page}>
          <Figures stats={figures.data} />
          <VolumeChart
            history={part(answer, (data) => data.history)}
            minutes={Number(range)}
            now={stats.dataUpdatedAt}
          />
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

/** Return the figures, which are the same whatever the range: only the history is of that. */
function figuresOf(answer: Answer<Statistics>): Answer<Statistics> {
  const previous = previousOf(answer);
  return previous ? { state: "ready", data: previous } : answer;
}

/** The age of the figures; screen readers announce it only when they are stale. */
function Age({ updated, failures }: { updated: number; failures: number }) {
  const now = useNow(1_000);
  if (!updated) return <p className={styles.age}>Loading …</p>;
  const isStale = failures > 0 || now - updated > 4 * POLL;
  return (
    <p className={styles.age} data-stale={isStale}>
      {isStale ? `Stale, from ${ago(updated, now)}. Trying again.` : `Updated ${ago(updated, now)}`}
    </p>
  );
}
