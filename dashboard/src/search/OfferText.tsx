import { count, many } from "../ui/format";
import styles from "./LabelBox.module.css";
import type { Offer } from "./offers";

/** What an offer of the search box says: a label with its count, or the typed word itself. */
export function OfferText({ offer: { name, images }, isExcluding }: { offer: Offer; isExcluding: boolean }) {
  if (images === null)
    return (
      <span>
        {isExcluding ? "Leave out" : "Search for"} “{name}”
      </span>
    );
  return (
    <>
      <span>
        {isExcluding && <span className={styles.not}>not </span>}
        {name}
      </span>
      <span className={styles.count} title={many(images, "picture")}>
        {count(images)}
      </span>
    </>
  );
}
