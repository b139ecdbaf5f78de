import { Link } from "wouter";
import { isEmpty, type SearchState, toUrl } from "../address/state";
import { useFigures } from "../address/useStats";
import { dataOf } from "../api/answer";
import { labelledOf } from "../api/statistics";
import type { Facets, Image, Understood } from "../api/types";
import { count, many } from "../ui/format";
import styles from "./Summary.module.css";
import { explain } from "./understood";

type Props = {
  state: SearchState;
  images: Image[] | undefined;
  facets: Facets | null | undefined;
  understood: Understood[] | undefined;
  hasMore: boolean;
};

/** The number of pictures in the result, as far as it is known, and what the words of the search were taken for. */
export function Summary({ state, images, facets, understood = [], hasMore }: Props) {
  const stats = dataOf(useFigures());
  const all = stats && labelledOf(stats);
  const explained = explain(state, understood);
  return (
    <div role="status" className={styles.status}>
      <h2 className={styles.summary}>
        {images ? (
          total(images.length, hasMore, facets, isEmpty(state) ? all : undefined)
        ) : (
          <span>Searching …</span>
        )}
      </h2>
      {explained.length > 0 && (
        <p className={styles.understood}>
          {explained.map(({ word, text, otherwise }, index) => (
            <span key={word}>
              {index > 0 && "; "}
              {text}{" "}
              <Link href={toUrl(otherwise.state)}>
                {otherwise.name}
                <span className="unseen">({word})</span>
              </Link>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function total(loaded: number, hasMore: boolean, facets: Props["facets"], all: number | undefined) {
  if (loaded && all !== undefined)
    return `Newest of ${many(hasMore ? Math.max(all, loaded) : loaded, "picture")}`;
  if (!hasMore) return many(loaded, "picture");
  if (!loaded) return "No picture so far";
  if (facets?.complete) return many(Math.max(facets.images, loaded), "picture");
  return `More than ${count(Math.max(facets?.images ?? 0, loaded))} pictures`;
}
