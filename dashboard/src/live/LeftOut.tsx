import type { LeftOut as Reason } from "../api/types";
import { count, many } from "../ui/format";
import styles from "./LivePage.module.css";

const TITLES: Record<string, string> = {
  folder: "Folders",
  unusable_name: "Names that no request can ask for",
  by_product: "By-products of other programs",
  excluded: "Excluded by EXCLUDED_PREFIXES or EXCLUDED_PATTERNS",
  other_type: "Of another type",
  empty: "Without content",
  archived: "In the archive tier",
};

/** The blobs in the container that are left out, and why. */
export function LeftOut({ reasons }: { reasons: Reason[] }) {
  return (
    <details className={styles.leftOut}>
      <summary>{many(sum(reasons), "blob")} not to be labelled</summary>
      <ul>
        {reasons.map(({ reason, blobs, example }) => (
          <li key={reason}>
            {TITLES[reason] ?? reason}: {count(blobs)}, such as <code>{example}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sum(reasons: Reason[]) {
  return reasons.reduce((total, { blobs }) => total + blobs, 0);
}
