import { useStats } from "../api/queries";
import type { Facets, Image } from "../api/types";
import { count, many } from "../ui/format";
import styles from "./Summary.module.css";
import { isEmpty, type SearchState } from "./state";

type Props = {
  state: SearchState;
  images: Image[] | undefined;
  facets: Facets | null | undefined;
  hasMore: boolean;
};

/** The number of pictures in the result, as far as it is known. */
export function Summary({ state, images, facets, hasMore }: Props) {
  const stats = useStats(60).data;
  const all = stats && stats.images - stats.failed;
  return (
    <div role="status">
      <h2 className={styles.summary}>
        {images ? (
          total(images.length, hasMore, facets, isEmpty(state) ? all : undefined)
        ) : (
          <span>Searching …</span>
        )}
      </h2>
    </div>
  );
}

function total(loaded: number, hasMore: boolean, facets: Props["facets"], all: number | undefined) {
  if (!hasMore) return many(loaded, "picture");
  if (all !== undefined) return many(Math.max(all, loaded), "picture");
  if (facets?.complete) return many(Math.max(facets.images, loaded), "picture");
  return `More than ${count(Math.max(facets?.images ?? 0, loaded))} pictures`;
}
