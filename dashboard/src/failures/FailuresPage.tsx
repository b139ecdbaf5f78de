import { useFigures } from "../address/useStats";
import { dataOf } from "../api/answer";
import { useFailures } from "../api/failures";
import { reasonOf } from "../api/reasons";
import { many } from "../ui/format";
import { Notice, QueryFailed } from "../ui/Notice";
import { useTitle } from "../ui/useTitle";
import styles from "./FailuresPage.module.css";
import { Group } from "./Group";
import { Outcome } from "./Outcome";
import { withoutButton } from "./outcome";
import { RetryButton } from "./RetryButton";
import { useRetries } from "./retries";

/** The images that could not be labelled, by reason, with buttons that send them back to the queue. */
export default function FailuresPage() {
  useTitle("Failures");
  const retries = useRetries();
  const answer = useFailures();
  const dead = dataOf(useFigures())?.queue?.dead_letter ?? 0;
  const groups = dataOf(answer)?.items;
  const total = groups?.reduce((sum, group) => sum + group.images, 0) ?? 0;
  const lastOf = (code: string | undefined) => retries.find((retry) => retry.code === code);
  const canRetryAll = total > 0 || dead > 0;
  const others = withoutButton(retries, groups, canRetryAll);
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1>Failures</h1>
          <p className={styles.sum} role="status">
            {groups && `${many(total, "image")} could not be labelled`}
            {groups && dead > 0 && `, ${many(dead, "dead letter")}`}
          </p>
          {others.map((retry) => (
            <p key={retry.code ?? ""} className={styles.sum} role="status">
              {retry.code && `${reasonOf(retry.code).title}: `}
              <Outcome retry={retry} />
            </p>
          ))}
        </div>
        {canRetryAll && (
          <RetryButton last={lastOf(undefined)}>Retry all{dead > 0 && ", with the dead letters"}</RetryButton>
        )}
      </div>
      {answer.state === "failed" && <QueryFailed error={answer.error} what="The failures" />}
      {answer.state === "empty" && (
        <Notice icon="picture" title="Nothing has failed">
          <p>Images that cannot be labelled are gathered here with the reason.</p>
        </Notice>
      )}
      <ul className={styles.groups}>
        {groups?.map(({ code, images }) => (
          <Group key={code} code={code} images={images} last={lastOf(code)} />
        ))}
      </ul>
    </>
  );
}
