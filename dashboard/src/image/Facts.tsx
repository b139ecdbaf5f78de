import type { ReactNode } from "react";
import { Link } from "wouter";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { filterUrl, labelsUrl } from "../search/state";
import { bytes, count, moment, share, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./Facts.module.css";

/** The facts about an image. */
export function Facts({ image, choose }: { image: Image; choose: (label: string | null) => void }) {
  const [folder, name] = splitPath(image.path);
  return (
    <section className={styles.facts} aria-label="About this image">
      {image.error && (
        <div className={styles.error}>
          <strong>{image.error.code}</strong>
          <p>{image.error.message}</p>
        </div>
      )}
      {image.labels.length > 0 && <Labels image={image} choose={choose} />}
      <dl className={styles.list}>
        <Fact name="Path">
          {folder && <Link href={filterUrl("prefix", folder)}>{folder}</Link>}
          {name}
        </Fact>
        <Fact name="Size">
          {image.width && image.height && `${count(image.width)} × ${count(image.height)} pixels`}
          {image.width && image.bytes ? ", " : ""}
          {image.bytes != null && bytes(image.bytes)}
        </Fact>
        <Fact name="Model">
          {image.model && (
            <>
              <Link href={filterUrl("model", image.model.name)}>{image.model.name}</Link>{" "}
              {image.model.version}
            </>
          )}
        </Fact>
        <Fact name={image.error ? "Looked at" : "Labelled"}>
          <time dateTime={image.classified_at}>{moment(image.classified_at)}</time>
        </Fact>
        <Fact name="Took">{image.milliseconds != null && `${image.milliseconds.toFixed(1)} ms`}</Fact>
        <Fact name="Worker">{image.worker}</Fact>
      </dl>
      <p className={styles.links}>
        {image.links.image && (
          <a href={withKey(image.links.image)} target="_blank" rel="noreferrer">
            Original <Icon name="open" size={14} />
          </a>
        )}
        <a href={withKey(image.links.self)} target="_blank" rel="noreferrer">
          JSON <Icon name="open" size={14} />
        </a>
      </p>
    </section>
  );
}

function Labels({ image, choose }: { image: Image; choose: (label: string | null) => void }) {
  return (
    <>
      <h3 className={styles.heading}>Labels</h3>
      <ul className={styles.labels}>
        {image.labels.map(({ name, score, boxes }) => (
          <li key={name}>
            <Link
              href={labelsUrl(name)}
              onPointerEnter={() => choose(name)}
              onPointerLeave={() => choose(null)}
              onFocus={() => choose(name)}
              onBlur={() => choose(null)}
            >
              <span className={styles.name}>
                {name}
                {boxes && boxes.length > 1 && <span className={styles.times}> × {boxes.length}</span>}
              </span>
              <span className={styles.score}>{share(score)}</span>
              <span className={styles.meter}>
                <span style={{ width: `${100 * score}%` }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const isEmpty = Array.isArray(children) ? !children.some(Boolean) : children == null || children === false;
  if (isEmpty) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
