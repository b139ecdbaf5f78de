import { Link } from "wouter";
import { labelsUrl } from "../address/state";
import { dataOf } from "../api/answer";
import { useLabelCovers } from "../api/covers";
import { many } from "../ui/format";
import { QueryFailed } from "../ui/Notice";
import { useTitle } from "../ui/useTitle";
import styles from "./Explore.module.css";
import { LabelGrid } from "./LabelGrid";
import { Pictures } from "./Pictures";
import { Trail } from "./Trail";

/** What is directly below a label, with the way back up, and its pictures. */
export function LabelsBelow({ label }: { label: string }) {
  useTitle(label);
  const answer = useLabelCovers(label);
  const covers = dataOf(answer);
  const images = covers?.label?.images;
  const hasBelow = answer.state === "ready" || answer.state === "loading";
  return (
    <>
      <Trail above={covers?.above ?? []} label={label} />
      <div className={styles.top}>
        <h1 className={styles.label}>{label}</h1>
        <Link href={labelsUrl(label)}>
          {images === 1
            ? "Search in this picture"
            : `Search in these ${images ? many(images, "picture") : "pictures"}`}
        </Link>
      </div>
      {answer.state === "failed" && <QueryFailed error={answer.error} what="What is below" />}
      {hasBelow && (
        <section aria-label={`Below ${label}`} aria-busy={answer.state === "loading"}>
          <LabelGrid labels={covers?.items} />
        </section>
      )}
      <Pictures label={label} isShown={answer.state !== "loading"} />
    </>
  );
}
