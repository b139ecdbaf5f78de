import { Link } from "wouter";
import { isEmpty, type SearchState } from "../address/state";
import { useFigures } from "../address/useStats";
import { useEnqueue } from "../api/actions";
import { dataOf, part } from "../api/answer";
import { sentence } from "../api/errors";
import type { LabelCount } from "../api/types";
import { Button } from "../ui/Button";
import { many } from "../ui/format";
import { Notice } from "../ui/Notice";
import { useFirstMoment } from "../ui/useFirstMoment";
import { Alike } from "./Alike";
import { whyNothing } from "./nothing";
import type { Go } from "./useSearchState";
import { useUnknownWords } from "./useUnknownWords";

type Props = { state: SearchState; go: Go; suggestions: LabelCount[] };

/** An empty result: there are no pictures yet, or the search is too narrow. */
export function NothingFound(props: Props) {
  return isEmpty(props.state) ? <NoPictures /> : <TooNarrow {...props} />;
}

function TooNarrow({ state, go, suggestions }: Props) {
  const answer = useUnknownWords(state, suggestions);
  const waits = useFirstMoment(answer.state === "loading");
  if (waits) return null;
  const unknown = dataOf(answer) ?? [];
  const { title, remedies } = whyNothing(state, unknown);
  const buttons = remedies.map((remedy) => (
    <Button key={remedy.name} onClick={() => go(remedy.state)}>
      {remedy.name}
    </Button>
  ));
  return (
    <Notice icon="search" title={title} actions={buttons}>
      {unknown.map((word) => (
        <Alike key={word.name} state={state} word={word} named={unknown.length > 1} />
      ))}
    </Notice>
  );
}

function NoPictures() {
  const enqueue = useEnqueue();
  const figures = useFigures();
  const failed = dataOf(figures)?.failed ?? 0;
  const queue = part(figures, (stats) => stats.queue);
  const waiting = dataOf(queue)?.active ?? 0;
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
      {queue.state !== "loading" && (
        <p>
          {waiting
            ? `${many(waiting, "image")} in the queue. They appear here by themselves.`
            : "Put images into the storage container. The app looks for new ones every few minutes, labels them, and they appear here by themselves."}
        </p>
      )}
      {failed > 0 && (
        <p>
          <Link href="/failures">{many(failed, "image")} could not be labelled.</Link>
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
