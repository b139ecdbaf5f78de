import type { CSSProperties } from "react";
import { Link } from "wouter";
import { labelsUrl } from "../address/state";
import { keyOf } from "../api/spelling";
import type { Image } from "../api/types";
import { share } from "../ui/format";
import { coloursOf } from "./marks";
import styles from "./Words.module.css";
import { generalOf, type Said, type Word, wordsOf } from "./words";

type Props = { image: Image; choose: (label: string | null) => void };

/** What an image shows: plain words, their kinds below them, and what is more general. */
export function Words({ image, choose }: Props) {
  const words = wordsOf(image);
  const general = generalOf(image, words);
  const colours = coloursOf(image.labels);
  const several = new Set(image.labels.map((label) => label.model)).size > 1;
  const line = (said: Said) => (
    <SaidLine said={said} named={several} colour={colours.get(keyOf(said.name))} choose={choose} />
  );
  return (
    <>
      <h3 className="unseen">Labels</h3>
      <ul className={styles.words}>
        {words.map((word: Word) => (
          <li key={word.name}>
            {line(word)}
            {word.kinds.length > 0 && (
              <ul className={styles.kinds}>
                {word.kinds.map((kind) => (
                  <li key={kind.name}>{line(kind)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {general.length > 0 && (
        <p className={styles.general}>
          In general:{" "}
          {general.map(({ name, score }, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <Link href={labelsUrl(name)}>
                {name} {share(score)}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

type LineProps = {
  said: Said;
  /** Whether the models are named, because there are several. */
  named: boolean;
  colour: string | undefined;
  choose: (label: string | null) => void;
};

/** A label with its score, which leads to the pictures that have it. */
function SaidLine({ said: { name, score, by, objects }, named, colour, choose }: LineProps) {
  return (
    <Link
      href={labelsUrl(name)}
      className={styles.line}
      onPointerEnter={() => choose(name)}
      onPointerLeave={() => choose(null)}
      onFocus={() => choose(name)}
      onBlur={() => choose(null)}
    >
      {colour && <span className={styles.colour} style={{ "--colour": colour } as CSSProperties} />}
      <span className={styles.name}>
        {name}
        {objects > 1 && <span className={styles.quiet}> × {objects}</span>}
      </span>
      <span className={styles.score}>{share(score)}</span>
      {named && by.length > 0 && (
        <span className={styles.by}>
          {by.map((each) => (by.length > 1 ? `${each.model} ${share(each.score)}` : each.model)).join(", ")}
        </span>
      )}
    </Link>
  );
}
