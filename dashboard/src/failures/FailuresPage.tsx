import { answerOf, dataOf } from "../api/answer";
import { useFailures, useStats } from "../api/queries";
import { many } from "../ui/format";
import { Notice, QueryFailed } from "../ui/Notice";
import { useTitle } from "../ui/useTitle";
import styles from "./FailuresPage.module.css";
import { Group } from "./Group";
import { RetryButton } from "./RetryButton";

/** The images that could not be labelled, by reason, with buttons that send them back to the queue. */
export default function FailuresPage() {
  useTitle("Failures");
  const answer = answerOf(useFailures(), ({ items }) => items.length === 0);
  const dead = useStats(60).data?.queue?.dead_letter ?? 0;
  const groups = dataOf(answer)?.items;
  const total = groups?.reduce((sum, group) => sum + group.images, 0) ?? 0;
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1>Failures</h1>
          <p className={styles.sum} role="status">
            {groups && `${many(total, "image")} could not be labelled`}
            {groups && dead > 0 && `, ${many(dead, "dead letter")}`}
          </p>
        </div>
        {(total > 0 || dead > 0) && (
          <RetryButton>Retry all{dead > 0 && ", with the dead letters"}</RetryButton>
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
          <Group key={code} code={code} images={images} />
        ))}
      </ul>
    </>
  );
}
