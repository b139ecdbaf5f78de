import { useEffect, useRef, useState } from "react";
import { sentence } from "../api/errors";
import { FIRST_PAGE } from "../api/searches";
import { Button } from "../ui/Button";
import { isSparse } from "./further";
import styles from "./Grid.module.css";

const AHEAD = "1600px 0px"; // the next page is fetched while this much is still below the window

export type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  /** The next page was refused, which trying again by itself would not change. */
  isFetchNextPageError: boolean;
  error: unknown;
  isPlaceholderData: boolean;
  failureCount: number;
  failureReason: unknown;
  fetchNextPage: (options?: { cancelRefetch: boolean }) => unknown;
};

type Props = {
  result: Pages;
  /** How many pictures each page brought. */
  pageSizes: number[];
};

/** Fetches the next page when the end is near; after several short ones, or a refusal, only if the reader wants it. */
export function More({ result, pageSizes }: Props) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = result;
  const end = useRef<HTMLDivElement>(null);
  const [askedAt, setAskedAt] = useState(0);
  const waits = isSparse(pageSizes.slice(askedAt), FIRST_PAGE);
  const fetched = pageSizes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: checked again after each page, which may not have been enough
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage || isFetchNextPageError || waits) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage({ cancelRefetch: false }),
      { rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, fetched, waits]);
  const failed = isFetchingNextPage && result.failureCount > 0;
  const refused = isFetchNextPageError && !isFetchingNextPage;
  const more = () => {
    setAskedAt(fetched);
    fetchNextPage();
  };
  return (
    <div ref={end} className={styles.end} role="status">
      {failed && `${sentence(result.failureReason)} Trying again …`}
      {refused && sentence(result.error)}
      {hasNextPage && !isFetchingNextPage && (
        <Button look={waits ? "strong" : "bare"} onClick={more}>
          {waits ? "Search further" : "More"}
        </Button>
      )}
    </div>
  );
}
