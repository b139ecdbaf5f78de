import type { LeftOut as Reason } from "../api/types";
import { many } from "../ui/format";
import styles from "./LivePage.module.css";

const SAID: Record<string, string> = {
  folder: "stand for folders",
  unusable_name: "have a name that no request can ask for",
  by_product: "are by-products of other programs",
  excluded: "are excluded by EXCLUDED_PREFIXES or EXCLUDED_PATTERNS",
  other_type: "are of another type",
  empty: "have no content",
  archived: "lie in the archive tier",
};

/** What lies in the container and is not to be labelled, and why. */
export function LeftOut({ reasons }: { reasons: Reason[] }) {
  return (
    <details className={styles.leftOut}>
      <summary>{many(sum(reasons), "blob")} not to be labelled</summary>
      <ul>
        {reasons.map(({ reason, blobs, example }) => (
          <li key={reason}>
            {blobs.toLocaleString("en")} {SAID[reason] ?? reason}, such as <code>{example}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sum(reasons: Reason[]) {
  return reasons.reduce((total, { blobs }) => total + blobs, 0);
}
