import { useLocation, useSearch } from "wouter";
import { POLL, useStats } from "../api/queries";
import { Choice } from "../ui/Choice";
import { ago } from "../ui/format";
import { hasFailed, QueryFailed } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import { useTitle } from "../ui/useTitle";
import { CostSum } from "./CostSum";
import { Figures } from "./Figures";
import { Listings } from "./Listings";
import styles from "./LivePage.module.css";
import { Newest } from "./Newest";
import { VolumeChart } from "./VolumeChart";
import { Workers } from "./Workers";

const RANGES = ["60", "360", "1440"] as const;
type Range = (typeof RANGES)[number];
const NAMES: Record<Range, string> = { "60": "1 hour", "360": "6 hours", "1440": "24 hours" };

/** The page that shows the labels as they arrive. */
export default function LivePage() {
  useTitle("Live");
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get("minutes");
  const range = RANGES.find((each) => each === asked) ?? "60";
  const stats = useStats(Number(range));
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
      {hasFailed(stats) && <QueryFailed query={stats} what="The figures" />}
      {/* Panels grow with their content: shown before it is loaded, they would push one another down. */}
      {stats.data && (
        <div className={styles.page}>
          <Figures stats={stats.data} />
          <VolumeChart history={stats.data.history} minutes={Number(range)} now={stats.dataUpdatedAt} />
          <Newest />
          <Listings listings={stats.data.listings} leftOut={stats.data.left_out} />
          <div className={styles.pair}>
            <CostSum cost={stats.data.cost} />
            {/* Last, because its length changes at every poll. */}
            <Workers workers={stats.data.workers} />
          </div>
        </div>
      )}
    </>
  );
}

/** The age of the figures; screen readers announce it only when they are stale. */
function Age({ updated, failures }: { updated: number; failures: number }) {
  const now = useNow(1_000);
  if (!updated) return <p className={styles.age}>Loading …</p>;
  const isStale = failures > 0 || now - updated > 4 * POLL;
  return (
    <p className={styles.age} data-stale={isStale}>
      {isStale
        ? `Stale: these figures are from ${ago(updated, now)}. Trying again.`
        : `Updated ${ago(updated, now)}`}
    </p>
  );
}
