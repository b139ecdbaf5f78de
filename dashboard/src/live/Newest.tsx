import { useRef } from "react";
import { Link } from "wouter";
import { EMPTY, toUrl } from "../address/state";
import { type Answer, dataOf } from "../api/answer";
import { sentence } from "../api/errors";
import { useFirst } from "../api/searches";
import type { SearchResult } from "../api/types";
import { GAP, ratioOf } from "../pictures/justify";
import { moveByKey } from "../pictures/moveByKey";
import { Tile } from "../pictures/Tile";
import { useOpen } from "../pictures/useOpen";
import { useWidth } from "../ui/useWidth";
import styles from "./LivePage.module.css";
import newest from "./Newest.module.css";

const COUNT = 40;
const HEIGHT = 96;
const NONE: string[] = [];

const hrefOf = (path: string) => toUrl({ ...EMPTY, image: path });

/** Ask for the newest pictures. */
export const useNewest = (): Answer<SearchResult> => useFirst("status=labelled&sort=newest", COUNT);

/** The newest pictures, as many as fit in one row. */
export function Newest({ answer }: { answer: Answer<SearchResult> }) {
  const list = useRef<HTMLUListElement>(null);
  const width = useWidth(list);
  const open = useOpen();
  const images = dataOf(answer)?.items ?? [];
  const wide = images.map((image) => Math.round(HEIGHT * ratioOf(image.width, image.height)));
  let used = 0;
  const fitting = wide.findIndex((each) => {
    used += each + GAP;
    return used > width;
  });
  return (
    <section className={styles.panel}>
      <div className={newest.top}>
        <h2>Newest</h2>
        <Link href="/">All pictures</Link>
      </div>
      <ul
        ref={list}
        className={newest.row}
        style={{ height: HEIGHT, gap: GAP }}
        onClick={open}
        onKeyDown={moveByKey}
      >
        {images.slice(0, fitting < 0 ? COUNT : fitting + 1).map((image, index) => (
          <Tile
            key={image.path}
            image={image}
            index={index}
            width={wide[index] ?? HEIGHT}
            height={HEIGHT}
            full
            asked={NONE}
            hrefOf={hrefOf}
          />
        ))}
        {answer.state === "empty" && <li className={styles.quiet}>No pictures yet.</li>}
        {answer.state === "failed" && <li className={styles.bad}>{sentence(answer.error)}</li>}
      </ul>
    </section>
  );
}
