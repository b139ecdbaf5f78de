import type { UseComboboxReturnValue } from "downshift";
import styles from "./LabelBox.module.css";
import { OfferText } from "./OfferText";
import { keyOfOffer, type Offer } from "./offers";

type Props = {
  box: UseComboboxReturnValue<Offer>;
  /** Whether it can be seen. */
  isOpen: boolean;
  offers: Offer[];
  isExcluding: boolean;
};

/** The offers below the search box. */
export function OfferList({ box, isOpen, offers, isExcluding }: Props) {
  return (
    <ul {...box.getMenuProps()} className={styles.menu} hidden={!isOpen}>
      {isOpen &&
        offers.map((item, index) => (
          <li
            key={keyOfOffer(item)}
            {...box.getItemProps({ item, index })}
            className={styles.item}
            data-highlighted={index === box.highlightedIndex}
          >
            <OfferText offer={item} isExcluding={isExcluding} />
          </li>
        ))}
      {isOpen && !isExcluding && (
        <li className={styles.hint} role="presentation">
          Begin with - to leave a label out.
        </li>
      )}
    </ul>
  );
}
