import { useSyncExternalStore } from "react";
import { Link } from "wouter";
import { POLL, useStats } from "../api/queries";
import { labelledOf } from "../api/statistics";
import { ago, count, many } from "../ui/format";
import { useNow } from "../ui/useNow";
import styles from "./Connection.module.css";

const STALE = 4 * POLL;

/** The number of images and how many were done in the last minute; or, in the same place, a warning that the figures are outdated. */
export function Connection() {
  const stats = useStats(60);
  const isOnline = useOnline();
  const now = useNow(1_000);
  const since = stats.dataUpdatedAt;
  const isFailing = stats.failureCount > 0 || stats.isError;
  const isStale = isFailing || (since > 0 && now - since > STALE);
  if (isOnline && !isStale) {
    return (
      <Link href="/live" className={styles.connection}>
        <span className={styles.dot} />
        {stats.data ? (
          <span>
            {many(labelledOf(stats.data), "picture")}
            {stats.data.per_minute ? <span> · {count(stats.data.per_minute)} in the last minute</span> : null}
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
