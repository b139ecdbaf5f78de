import { Link } from "wouter";
import { filterUrl } from "../address/state";
import { withKey } from "../api/key";
import type { Image, ModelVersion } from "../api/types";
import { many, moment } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";

/** Which models have looked at an image, when and where; folded, because few people ask. */
export function Technical({ image }: { image: Image }) {
  const models = modelsOf(image);
  return (
    <details className={styles.technical}>
      <summary>Technical facts</summary>
      <dl className={styles.list}>
        <Fact name={models.length > 1 ? "Models" : "Model"}>
          {models.length > 0 &&
            models.map(({ name, version }) => (
              <span key={name} className={styles.model}>
                <Link href={filterUrl("model", name)}>{name}</Link> {version}
                {image.labels.length > 0 && `: ${many(labelsBy(image, name, models.length), "label")}`}
              </span>
            ))}
        </Fact>
        <Fact name={image.error ? "Looked at" : "Labelled"}>
          <time dateTime={image.classified_at}>{moment(image.classified_at)}</time>
        </Fact>
        <Fact name="Took">{image.milliseconds != null && `${image.milliseconds.toFixed(1)} ms`}</Fact>
        <Fact name="Worker">{image.worker}</Fact>
        <Fact name="Version">{image.etag}</Fact>
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
    </details>
  );
}

/** Return the models that have looked at an image; older APIs name only one. */
function modelsOf({ model, models }: Partial<Pick<Image, "model" | "models">>): ModelVersion[] {
  return models ?? (model ? [model] : []);
}

/** Return how many labels a model gave; older APIs do not say which, where there is only one. */
const labelsBy = (image: Image, name: string, models: number): number =>
  image.labels.filter((label) => (label.model ?? (models === 1 ? name : "")) === name).length;
