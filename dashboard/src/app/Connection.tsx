import { useSyncExternalStore } from "react";
import { Link } from "wouter";
import { useStats } from "../address/useStats";
import { dataOf } from "../api/answer";
import { POLL } from "../api/queryClient";
import { labelledOf } from "../api/statistics";
import { ago, count, many } from "../ui/format";
import { useNow } from "../ui/useNow";
import styles from "./Connection.module.css";

const STALE = 4 * POLL;

/** The number of images and how many were done in the last minute; or, in the same place, a warning that the figures are outdated. */
export function Connection() {
  const { figures, updated: since, isFailing } = useStats();
  const stats = dataOf(figures);
  const isOnline = useOnline();
  const now = useNow(1_000);
  const isStale = isFailing || (since > 0 && now - since > STALE);
  if (isOnline && !isStale) {
    return (
      <Link href="/live" className={styles.connection}>
        <span className={styles.dot} />
        {stats ? (
          <span>
            {many(labelledOf(stats), "picture")}
            {stats.per_minute ? <span> · {count(stats.per_minute)} in the last minute</span> : null}
          </span>
        ) : (
          <span className="unseen">Loading</span>
        )}
      </Link>
    );
  }
  const trouble = !isOnline ? "Offline" : isFailing ? "No answer" : "Stale";
  return (
    <span className={`${styles.connection} ${styles.stale}`} role="status">
      <span className={styles.dot} />
      {/* Screen readers need not announce every change of the age. */}
      <span>
        {trouble}
        {since > 0 && <span aria-hidden="true"> · from {ago(since, now)}</span>}
      </span>
    </span>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
