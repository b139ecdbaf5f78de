import type { ReactNode } from "react";
import { Link } from "wouter";
import { filterUrl } from "../address/state";
import { withKey } from "../api/key";
import type { Image, ModelVersion } from "../api/types";
import { broaderOf } from "../pictures/related";
import { bytes, count, moment, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Broader } from "./Broader";
import styles from "./Facts.module.css";
import { Labels } from "./Labels";

/** The facts about an image. */
export function Facts({ image, choose }: { image: Image; choose: (label: string | null) => void }) {
  const [folder, name] = splitPath(image.path);
  const models = modelsOf(image);
  return (
    <section className={styles.facts} aria-label="About this image">
      {image.error && (
        <div className={styles.error}>
          <strong>{image.error.code}</strong>
          <p>{image.error.message}</p>
        </div>
      )}
      {image.labels.length > 0 && <Labels image={image} named={models.length > 1} choose={choose} />}
      {broaderOf(image).length > 0 && <Broader labels={broaderOf(image)} />}
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
        <Fact name={models.length > 1 ? "Models" : "Model"}>
          {models.map(({ name, version }) => (
            <span key={name} className={styles.model}>
              <Link href={filterUrl("model", name)}>{name}</Link> {version}
            </span>
          ))}
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

/** Return the models that have looked at an image; older APIs name only one. */
function modelsOf({ model, models }: Partial<Pick<Image, "model" | "models">>): ModelVersion[] {
  return models ?? (model ? [model] : []);
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
