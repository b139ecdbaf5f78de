import { Link } from "wouter";
import { useEnqueue } from "../api/actions";
import { sentence } from "../api/errors";
import { useStats } from "../api/queries";
import type { LabelCount } from "../api/types";
import { Button } from "../ui/Button";
import { many } from "../ui/format";
import { Notice } from "../ui/Notice";
import { EMPTY, isEmpty, labelsUrl, type SearchState } from "./state";
import type { Go } from "./useSearchState";

type Props = { state: SearchState; go: Go; suggestions: LabelCount[] };

/** An empty result: there are no pictures yet, or the search is too narrow. */
export function NothingFound({ state, go, suggestions }: Props) {
  if (isEmpty(state)) return <NoPictures />;
  const clear = <Button onClick={() => go(EMPTY)}>Show all pictures</Button>;
  if (suggestions.length) {
    return (
      <Notice icon="search" title="No picture has that label" actions={clear}>
        <p>
          Did you mean{" "}
          {suggestions.map(({ name, images }, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <Link href={labelsUrl(name)} title={many(images, "picture")}>
                {name}
              </Link>
            </span>
          ))}
          ?
        </p>
      </Notice>
    );
  }
  const lower = <Button onClick={() => go({ ...state, minScore: 0 })}>At any confidence</Button>;
  const any = <Button onClick={() => go({ ...state, match: "any" })}>Any of the labels</Button>;
  return (
    <Notice
      icon="search"
      title="No picture has all of this"
      actions={
        <>
          {state.minScore > 0 && lower}
          {state.terms.length > 1 && state.match === "all" && any}
          {clear}
        </>
      }
    >
      <p>Take a label off, or ask for less confidence.</p>
    </Notice>
  );
}

function NoPictures() {
  const enqueue = useEnqueue();
  const stats = useStats(60).data;
  const waiting = stats?.queue?.active ?? 0;
  return (
    <Notice
      icon="picture"
      title={waiting ? "The first pictures are on their way" : "No pictures yet"}
      actions={
        <Button look="strong" onClick={() => enqueue.mutate()} disabled={enqueue.isPending}>
          {enqueue.isPending ? "Looking …" : "Look for images now"}
        </Button>
      }
    >
      <p>
        {waiting
          ? `${many(waiting, "image")} in the queue. They appear here by themselves.`
          : "Put images into the storage container. The app looks for new ones every few minutes, labels them, and they appear here by themselves."}
      </p>
      {stats && stats.failed > 0 && (
        <p>
          <Link href="/failures">{many(stats.failed, "image")} could not be labelled.</Link>
        </p>
      )}
      <p role="status">
        {enqueue.data &&
          `Found ${many(enqueue.data.listed, "blob")}, ${many(enqueue.data.enqueued, "new image")}.`}
        {enqueue.isError && sentence(enqueue.error)}
      </p>
    </Notice>
  );
}
