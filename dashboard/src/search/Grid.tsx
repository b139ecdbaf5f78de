import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { sentence } from "../api/errors";
import type { Image } from "../api/types";
import { Button } from "../ui/Button";
import { useWidth } from "../ui/useWidth";
import { moveFocus } from "./arrows";
import styles from "./Grid.module.css";
import { justify, ratioOf } from "./justify";
import { Skeleton } from "./Skeleton";
import { Tile } from "./Tile";

export const GAP = 4;
export const rowHeight = (width: number): number => (width < 600 ? 124 : 168);
const AHEAD = "1600px 0px"; // the next page is fetched while this much is still below the window

type Props = {
  /** The labels that were searched for. */
  asked: string[];
  result: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "isPlaceholderData"> & {
    failureCount: number;
    failureReason: unknown;
    fetchNextPage: (options?: { cancelRefetch: boolean }) => unknown;
  };
  images: Image[] | undefined;
  hrefOf: (path: string) => string;
  ref: Ref<HTMLUListElement>;
};

/** The pictures, densely in full rows. More are fetched before the reader gets there; those on the page never move. */
export function Grid({ asked, result, images, hrefOf, ref }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useImperativeHandle(ref, () => list.current as HTMLUListElement);
  const width = useWidth(list);
  const ratios = images?.map((image) => ratioOf(image.width, image.height)) ?? [];
  const sizes = width ? justify(ratios, width, rowHeight(width), GAP, !result.hasNextPage) : [];
  return (
    <>
      <ul
        ref={list}
        className={styles.grid}
        data-old={result.isPlaceholderData}
        onKeyDown={(event) => moveFocus(event, list.current)}
      >
        {sizes.map((size, index) => {
          const image = images?.[index];
          return (
            image && (
              <Tile
                key={image.path}
                image={image}
                {...size}
                first={index < 8}
                asked={asked}
                hrefOf={hrefOf}
              />
            )
          );
        })}
        {!images && <Skeleton width={width} />}
      </ul>
      <More result={result} loaded={ratios.length} />
    </>
  );
}

/** Fetches the next page when the end is near. */
function More({ result, loaded }: { result: Props["result"]; loaded: number }) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  const end = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: checked again after each page, which may not have been enough
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage({ cancelRefetch: false }),
      { rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, loaded]);
  const failed = isFetchingNextPage && result.failureCount > 0;
  return (
    <div ref={end} className={styles.end} role="status">
      {failed && `${sentence(result.failureReason)} Trying again …`}
      {hasNextPage && !isFetchingNextPage && (
        <Button look="bare" onClick={() => fetchNextPage()}>
          More
        </Button>
      )}
    </div>
  );
}
