import { useRef } from "react";
import { Link } from "wouter";
import { useFirst } from "../api/queries";
import grid from "../search/Grid.module.css";
import { ratioOf } from "../search/justify";
import { EMPTY, toUrl } from "../search/state";
import { Tile } from "../search/Tile";
import { useWidth } from "../ui/useWidth";
import styles from "./LivePage.module.css";
import newest from "./Newest.module.css";

const COUNT = 40;
const HEIGHT = 96;
const NONE: string[] = [];

const hrefOf = (path: string) => toUrl({ ...EMPTY, image: path });

/** The newest pictures, as many as fit in one row. */
export function Newest() {
  const list = useRef<HTMLUListElement>(null);
  const width = useWidth(list);
  const query = useFirst("status=labelled&sort=newest", COUNT);
  const images = query.data?.items ?? [];
  const wide = images.map((image) => Math.round(HEIGHT * ratioOf(image.width, image.height)));
  let used = 0;
  const fitting = wide.findIndex((each) => {
    used += each + 4;
    return used > width;
  });
  return (
    <section className={styles.panel}>
      <div className={newest.top}>
        <h2>Newest</h2>
        <Link href="/">All pictures</Link>
      </div>
      <ul ref={list} className={`${grid.grid} ${newest.row}`} style={{ height: HEIGHT }}>
        {images.slice(0, fitting < 0 ? COUNT : fitting + 1).map((image, index) => (
          <Tile
            key={image.path}
            image={image}
            width={wide[index] ?? HEIGHT}
            height={HEIGHT}
            first
            asked={NONE}
            hrefOf={hrefOf}
          />
        ))}
        {query.data && images.length === 0 && <li className={styles.quiet}>No pictures yet.</li>}
      </ul>
    </section>
  );
}
