import { useMemo, useRef } from "react";
import { included, isEmpty, type SearchState, titleOf, toQuery } from "../address/state";
import { answerOf, dataOf, previousOf } from "../api/answer";
import { useSearchPages } from "../api/searches";
import type { SearchResult, Understood } from "../api/types";
import { Home } from "../home/Home";
import { ImageView } from "../image/ImageView";
import { Grid, type GridHandle } from "../pictures/Grid";
import { QueryFailed } from "../ui/Notice";
import { useFirstMoment } from "../ui/useFirstMoment";
import { useTitle } from "../ui/useTitle";
import { Facets } from "./Facets";
import { Newer } from "./Newer";
import { NothingFound } from "./NothingFound";
import { SavePaths } from "./SavePaths";
import { SearchControls } from "./SearchControls";
import styles from "./SearchPage.module.css";
import { Subfolders } from "./Subfolders";
import { Summary } from "./Summary";
import { meant } from "./understood";
import { useImageLinks } from "./useImageLinks";
import { useSearchState, useWithoutImage } from "./useSearchState";

export function SearchPage() {
  const [state, go] = useSearchState();
  const shared = useWithoutImage(state);
  useTitle(titleOf(shared));
  const parameters = toQuery(state);
  const result = useSearchPages(parameters);
  const grid = useRef<GridHandle>(null);
  const links = useImageLinks(shared, state.image, grid);
  const answer = answerOf(result);
  const pages = dataOf(answer)?.pages;
  const first = pages?.[0];
  const understood = first?.understood;
  const isOld = useFirstMoment(previousOf(answer) !== undefined);
  const old = isOld ? previousOf(answer)?.pages : undefined;
  const images = useMemo(() => imagesOf(pages), [pages]);
  const shown = useMemo(() => imagesOf(pages ?? old), [pages, old]);
  const asked = useMemo(() => labelsAsked(shared, understood), [shared, understood]);
  const section = (
    <section
      id="result"
      tabIndex={-1}
      className={styles.result}
      aria-label="Result"
      aria-busy={result.isFetching && answer.state !== "failed"}
    >
      <div className={styles.line}>
        {answer.state !== "failed" && (
          <Summary
            state={state}
            images={images}
            facets={first?.facets}
            understood={understood}
            hasMore={result.hasNextPage}
          />
        )}
        {!isEmpty(state) && (
          <SavePaths
            key={parameters}
            parameters={parameters}
            title={titleOf(shared)}
            hasPaths={images !== undefined && images.length > 0}
          />
        )}
        <Newer state={state} parameters={parameters} first={images?.[0]} isLoaded={pages !== undefined} />
      </div>
      {answer.state === "failed" ? (
        <QueryFailed error={answer.error} what="The search" />
      ) : images?.length === 0 && !result.hasNextPage ? (
        <NothingFound state={state} go={go} suggestions={first?.suggestions ?? []} />
      ) : (
        <div inert={isOld}>
          <Grid
            ref={grid}
            key={parameters}
            asked={asked}
            result={result}
            images={shown}
            pageSizes={pages?.map((page) => page.items.length) ?? []}
            hrefOf={links.hrefOf}
          />
        </div>
      )}
    </section>
  );
  return (
    <>
      <h1 className="unseen">Search pictures by label</h1>
      <SearchControls state={state} go={go} />
      {isEmpty(state) ? (
        <Home>{section}</Home>
      ) : (
        <Subfolders state={state} hasPictures={images !== undefined}>
          <div className={styles.columns}>
            <Facets
              state={state}
              asked={asked}
              facets={(first ?? old?.[0])?.facets}
              images={(first ?? old?.[0])?.items}
              old={isOld}
              failed={answer.state === "failed"}
            />
            {section}
          </div>
        </Subfolders>
      )}
      {state.image !== null && (
        <ImageView
          path={state.image}
          images={images ?? []}
          hasMore={result.hasNextPage && !result.isFetchNextPageError}
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

const imagesOf = (pages: SearchResult[] | undefined) => pages?.flatMap((page) => page.items);
