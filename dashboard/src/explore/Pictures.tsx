import { useMemo } from "react";
import { EMPTY, toQuery, toUrl } from "../address/state";
import { answerOf, dataOf } from "../api/answer";
import { useSearchPages } from "../api/searches";
import { Grid } from "../pictures/Grid";
import { Notice, QueryFailed } from "../ui/Notice";
import styles from "./Explore.module.css";

type Props = {
  label: string;
  /** They are asked for before, but wait until it is known how much is above them, so that they never move. */
  isShown: boolean;
};

/** The pictures of a label, the surest first. One that is opened belongs to the search for the label. */
export function Pictures({ label, isShown }: Props) {
  const search = useMemo(() => ({ ...EMPTY, terms: [{ name: label, excluded: false }] }), [label]);
  const result = useSearchPages(toQuery(search));
  const answer = answerOf(result);
  const pages = dataOf(answer)?.pages;
  const images = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const asked = useMemo(() => [label], [label]);
  const hrefOf = useMemo(() => (path: string) => toUrl({ ...search, image: path }), [search]);
  if (!isShown) return null;
  if (answer.state === "failed") return <QueryFailed error={answer.error} what="The pictures" />;
  if (images?.length === 0 && !result.hasNextPage)
    return <Notice icon="search" title={`No picture has “${label}”`} />;
  return (
    <section className={styles.pictures} aria-labelledby="pictures-title">
      <h2 id="pictures-title">Surest first</h2>
      <Grid
        ref={null}
        asked={asked}
        result={result}
        images={images}
        pageSizes={pages?.map((page) => page.items.length) ?? []}
        hrefOf={hrefOf}
      />
    </section>
  );
}
