import { Link } from "wouter";
import { EXPLORE, exploreUrl } from "./address";
import styles from "./Explore.module.css";

/** The way from the top to a label. */
export function Trail({ above, label }: { above: string[]; label: string }) {
  return (
    <nav aria-label="Way from the top" className={styles.trail}>
      <ol>
        <li>
          <Link href={EXPLORE}>Explore</Link>
        </li>
        {above.map((name) => (
          <li key={name}>
            <Link href={exploreUrl(name)}>{name}</Link>
          </li>
        ))}
        <li aria-current="page">{label}</li>
      </ol>
    </nav>
  );
}
