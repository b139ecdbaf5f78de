import { useLocation, useSearch } from "wouter";
import { dataOf } from "../api/answer";
import { useGraph } from "../api/labels";
import { Choice } from "../ui/Choice";
import { many } from "../ui/format";
import { Notice, QueryFailed } from "../ui/Notice";
import { PHONE, useMatches } from "../ui/useMatches";
import { useTitle } from "../ui/useTitle";
import styles from "./GraphPage.module.css";
import { GraphView } from "./GraphView";
import { Pairs } from "./Pairs";

const SIZES = ["30", "60", "100"] as const;

/** Labels that occur together: how often each occurs, and in which pairs. */
export default function GraphPage() {
  useTitle("Graph");
  const [, navigate] = useLocation();
  const usual = useMatches(PHONE) ? "30" : "60"; // as many labels as are readable at a glance
  const asked = new URLSearchParams(useSearch()).get("limit");
  const size = SIZES.find((each) => each === asked) ?? usual;
  const answer = useGraph(Number(size));
  const graph = dataOf(answer);
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1>Labels that occur together</h1>
          <p className={styles.sum} role="status">
            {answer.state === "ready" && `Of the newest ${many(answer.data.images, "picture")}`}
          </p>
        </div>
        <Choice
          legend="How many labels"
          value={size}
          onChange={(next) => navigate(next === usual ? "/graph" : `/graph?limit=${next}`, { replace: true })}
          options={SIZES.map((value) => ({ value, label: `${value} labels` }))}
        />
      </div>
      {answer.state === "failed" && <QueryFailed error={answer.error} what="The graph" />}
      {answer.state === "empty" && (
        <Notice icon="picture" title="No labels yet">
          <p>The graph grows when pictures have been labelled.</p>
        </Notice>
      )}
      <div className={styles.columns}>
        {answer.state === "ready" && <GraphView graph={answer.data} />}
        {answer.state === "loading" && <div className={styles.waiting} />}
        {graph && graph.edges.length > 0 && <Pairs edges={graph.edges} />}
      </div>
    </>
  );
}
