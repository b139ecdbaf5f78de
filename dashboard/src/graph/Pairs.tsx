import { Link } from "wouter";
import { labelsUrl } from "../address/state";
import type { GraphEdge } from "../api/types";
import { count } from "../ui/format";
import styles from "./Pairs.module.css";

const SHOWN = 40;

/** The strongest pairs as a list: the graph's lines for the keyboard, for small screens, and with exact numbers. */
export function Pairs({ edges }: { edges: GraphEdge[] }) {
  const pairs = [...edges].sort((one, other) => other.images - one.images).slice(0, SHOWN);
  const most = pairs[0]?.images ?? 1;
  return (
    <section className={styles.pairs} aria-label="Strongest pairs">
      <h2>Strongest pairs</h2>
      <ol>
        {pairs.map(({ source, target, images }) => (
          <li key={`${source}\n${target}`}>
            <Link href={labelsUrl(source, target)}>
              <span className={styles.bar} style={{ width: `${(100 * images) / most}%` }} />
              <span className={styles.names}>
                {source} <span className={styles.plus}>+</span> {target}
              </span>
              <span className={styles.count}>{count(images)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
