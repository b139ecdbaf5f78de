import { useMemo, useRef } from "react";
import { useSearchPages } from "../api/queries";
import type { Understood } from "../api/types";
import { ImageView } from "../image/ImageView";
import { hasFailed, QueryFailed } from "../ui/Notice";
import { useTitle } from "../ui/useTitle";
import { Facets } from "./Facets";
import { Filters } from "./Filters";
import { Grid } from "./Grid";
import { LabelBox } from "./LabelBox";
import { Newer } from "./Newer";
import { NothingFound } from "./NothingFound";
import { Options } from "./Options";
import styles from "./SearchPage.module.css";
import { Summary } from "./Summary";
import { included, isEmpty, type SearchState, titleOf, toQuery } from "./state";
import { meant } from "./understood";
import { useImageLinks } from "./useImageLinks";
import { useSearchState, useWithoutImage } from "./useSearchState";

export function SearchPage() {
  const [state, go] = useSearchState();
  const shared = useWithoutImage(state);
  useTitle(titleOf(shared));
  const parameters = toQuery(state);
  const result = useSearchPages(parameters, !isEmpty(state));
  const grid = useRef<HTMLUListElement>(null);
  const links = useImageLinks(shared, state.image, grid);
  const pages = result.data?.pages;
  const images = pages?.flatMap((page) => page.items);
  const first = pages?.[0];
  const understood = first?.understood;
  const asked = useMemo(() => labelsAsked(shared, understood), [shared, understood]);
  return (
    <>
      <h1 className="unseen">Search pictures by label</h1>
      <search className={styles.search}>
        <LabelBox state={state} go={go} />
        <Options state={state} go={go} />
        <Filters state={state} go={go} />
      </search>
      <div className={styles.columns}>
        <Facets
          state={state}
          asked={asked}
          facets={first?.facets}
          images={first?.items}
          failed={hasFailed(result)}
        />
        <section
          id="result"
          tabIndex={-1}
          className={styles.result}
          aria-label="Result"
          aria-busy={result.isFetching}
        >
          <div className={styles.line}>
            {!hasFailed(result) && (
              <Summary
                state={state}
                images={images}
                facets={first?.facets}
                // Not what was understood by the search before.
                understood={result.isPlaceholderData ? undefined : understood}
                hasMore={result.hasNextPage}
              />
            )}
            <Newer state={state} parameters={parameters} first={images?.[0]} isLoaded={result.isSuccess} />
          </div>
          {hasFailed(result) ? (
            <QueryFailed query={result} what="The search" />
          ) : images?.length === 0 ? (
            <NothingFound state={state} go={go} suggestions={first?.suggestions ?? []} />
          ) : (
            <Grid
              ref={grid}
              key={parameters}
              asked={asked}
              result={result}
              images={images}
              hrefOf={links.hrefOf}
            />
          )}
        </section>
      </div>
      {state.image !== null && (
        <ImageView
          path={state.image}
          images={images ?? []}
          hasMore={result.hasNextPage}
          more={() => void result.fetchNextPage({ cancelRefetch: false })}
          show={links.show}
          close={links.close}
        />
      )}
    </>
  );
}

/** Return the labels that the pictures must have; APIs without a taxonomy do not say what they have understood. */
function labelsAsked(state: SearchState, understood: Understood[] = []): string[] {
  return meant(included(state), understood).map((term) => term.name);
}
