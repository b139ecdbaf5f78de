import { useEnqueue } from "../api/actions";
import { sentence } from "../api/errors";
import type { Listing, LeftOut as Reason } from "../api/types";
import { Button } from "../ui/Button";
import { count, many, moment } from "../ui/format";
import { LeftOut } from "./LeftOut";
import styles from "./LivePage.module.css";
import listing from "./Newest.module.css";

/** The progress of the listings that look for new images. */
export function Listings({
  listings,
  leftOut = [],
}: {
  listings: Listing[] | undefined;
  leftOut?: Reason[] | undefined;
}) {
  const enqueue = useEnqueue();
  return (
    <section className={styles.panel}>
      <div className={listing.top}>
        <h2>Looking for new images</h2>
        <Button onClick={() => enqueue.mutate()} disabled={enqueue.isPending}>
          {enqueue.isPending ? "Looking …" : "Look now"}
        </Button>
      </div>
      <p className={styles.quiet} role="status">
        {enqueue.data &&
          `Found ${many(enqueue.data.listed, "blob")}, ${many(enqueue.data.enqueued, "new image")}.`}
        {enqueue.isError && <span className={styles.bad}>{sentence(enqueue.error)}</span>}
      </p>
      {listings && listings.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach anything that scrolls
        <section className={styles.scroll} aria-label="Listings" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>Prefix</th>
                <th>By</th>
                <th>Began</th>
                <th data-number>Listed</th>
                <th data-number>New</th>
                <th data-number>Skipped</th>
                <th>State</th>
              </tr>
            </thead>
            <tbody>
              {listings.map((each) => (
                <Row key={`${each.kind} ${each.prefix} ${each.started}`} listing={each} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {leftOut.length > 0 && <LeftOut reasons={leftOut} />}
    </section>
  );
}

function Row({
  listing: { prefix, kind, started, listed, enqueued, skipped, finished, error },
}: {
  listing: Listing;
}) {
  return (
    <tr>
      <td>{prefix || "everything"}</td>
      <td>{kind}</td>
      <td>{moment(started)}</td>
      <td data-number>{count(listed)}</td>
      <td data-number>{count(enqueued)}</td>
      <td data-number>{count(skipped)}</td>
      <td className={error ? styles.bad : undefined}>{error ?? (finished ? "done" : "under way")}</td>
    </tr>
  );
}
