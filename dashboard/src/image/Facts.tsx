import { Fragment, useRef } from "react";
import { Link } from "wouter";
import { foldersOf } from "../address/folders";
import { filterUrl } from "../address/state";
import type { Image } from "../api/types";
import { bytes, count, splitPath } from "../ui/format";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";
import { Failure } from "./Failure";
import { Technical } from "./Technical";
import { useKeptFocus } from "./useKeptFocus";
import { Words } from "./Words";

type Choose = (label: string | null) => void;

/** The place of what is known of an image. */
export function Facts({ image, choose }: { image: Image | undefined; choose: Choose }) {
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section);
  return (
    <section ref={section} className={styles.facts} aria-label="About this image" aria-busy={!image}>
      {image && <Known image={image} choose={choose} />}
    </section>
  );
}

/** What an image shows, where it is and how large, and what only some want to know. */
function Known({ image, choose }: { image: Image; choose: Choose }) {
  const { path, width, height } = image;
  const folders = foldersOf(path);
  return (
    <>
      {image.error && <Failure key={path} image={image} error={image.error} />}
      {image.labels.length > 0 && <Words image={image} choose={choose} />}
      <dl className={styles.list}>
        <Fact name="Folder">
          {folders.length > 0 &&
            folders.map(({ name, prefix }) => (
              <Fragment key={prefix}>
                <Link href={filterUrl("prefix", prefix)}>{name}</Link> /{" "}
              </Fragment>
            ))}
        </Fact>
        <Fact name="Name">{splitPath(path)[1]}</Fact>
        <Fact name="Size">
          {[
            width && height && `${count(width)} × ${count(height)} pixels`,
            image.bytes != null && bytes(image.bytes),
          ]
            .filter(Boolean)
            .join(", ")}
        </Fact>
      </dl>
      <Technical image={image} />
    </>
  );
}
