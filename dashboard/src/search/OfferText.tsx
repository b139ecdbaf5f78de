import { count, many } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./OfferText.module.css";
import type { Offer } from "./offers";

type Props = { offer: Offer; isExcluding: boolean };

/** What an offer of the search box says: a word with the label that it means and its count, a name, or a folder. */
export function OfferText({ offer, isExcluding }: Props) {
  if (offer.kind === "typed")
    return (
      <span>
        {isExcluding ? "Leave out" : "Search for"} “{offer.word}”
      </span>
    );
  if (offer.kind === "name")
    return (
      <span className={styles.place}>
        <Icon name="picture" size={16} />
        <span>
          {offer.words}
          <span className={styles.meaning}>, in names</span>
        </span>
      </span>
    );
  if (offer.kind === "folder")
    return (
      <span className={styles.place}>
        <Icon name="folder" size={16} />
        <span>
          {offer.path}
          <span className={styles.meaning}>, the folder</span>
        </span>
      </span>
    );
  return (
    <>
      <span>
        {isExcluding && <span className={styles.not}>not </span>}
        {offer.word}
        {offer.because && <span className={styles.meaning}>, as {offer.label}</span>}
      </span>
      <span className={styles.count} title={many(offer.images, "picture")}>
        {count(offer.images)}
      </span>
    </>
  );
}
