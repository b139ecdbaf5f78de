import { Link } from "wouter";
import { filterUrl } from "../address/state";
import type { Answer } from "../api/answer";
import type { ModelCount } from "../api/types";
import { count } from "../ui/format";
import styles from "./LivePage.module.css";

/** The models, each with the number of pictures that it has looked at; with two, each picture counts for both. */
export function Models({ models }: { models: Answer<ModelCount[]> }) {
  return (
    <section className={styles.panel}>
      <h2>Models</h2>
      {models.state === "empty" && <p className={styles.quiet}>None has labelled a picture yet.</p>}
      {models.state === "unsupported" && (
        <p className={styles.quiet}>This API does not count pictures by model.</p>
      )}
      {models.state === "ready" && (
        <table>
          <thead>
            <tr>
              <th>Model</th>
              <th>Version</th>
              <th data-number>Pictures labelled</th>
            </tr>
          </thead>
          <tbody>
            {models.data.map(({ name, version, images }) => (
              <tr key={`${name} ${version}`}>
                <td>
                  <Link href={filterUrl("model", name)}>{name}</Link>
                </td>
                <td>{version}</td>
                <td data-number>{count(images)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
