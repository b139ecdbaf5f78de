import { type UseComboboxReturnValue, useCombobox } from "downshift";
import { type KeyboardEvent, useState } from "react";
import { type SearchState, termOf, withoutTerm } from "../address/state";
import { entered, keyOfOffer, markedFor, type Offer, withOffer } from "./offers";
import { useAwaited } from "./useAwaited";
import { useOffers } from "./useOffers";
import type { Go } from "./useSearchState";

/** The id of the field, for those that lead to it. */
export const SEARCH_BOX = "search-box";

type SearchBox = {
  box: UseComboboxReturnValue<Offer>;
  text: string;
  offers: Offer[];
  isExcluding: boolean;
  type: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The code of a key that an input method has used, of which Safari says so only here. */
const COMPOSED = 229;

const { InputBlur, ItemClick, InputKeyDownEnter } = useCombobox.stateChangeTypes;

/**
 * The state of the search box. Enter takes the marked offer, Escape takes the typed text back, Backspace the last label;
 * not while an input method composes a word, whose keys these are.
 *
 * Which offer comes first is known when the API has answered: Enter waits for that, so that no longer label is taken
 * for a word that means another one.
 */
export function useSearchBox(state: SearchState, go: Go): SearchBox {
  const [text, setText] = useState("");
  const [waits, setWaits] = useState(false);
  // An offer that was marked by hand stays marked while others come before it; otherwise the first one is, or none.
  const [marked, setMarked] = useState<Offer | null>(null);
  const typed = termOf(text);
  const isExcluding = text.trim().startsWith("-");
  const { offers, settled } = useOffers(state.terms, typed, waits);
  const byHand = marked ? offers.findIndex((offer) => keyOfOffer(offer) === keyOfOffer(marked)) : -1;
  const highlightedIndex = byHand >= 0 ? byHand : markedFor(state.terms, typed?.name ?? "");

  const type = (next: string) => {
    setWaits(false);
    setMarked(null);
    setText(next);
  };

  const box = useCombobox<Offer>({
    items: offers,
    inputId: SEARCH_BOX,
    inputValue: text,
    selectedItem: null,
    highlightedIndex,
    itemToString: (item) => (item ? keyOfOffer(item) : ""),
    onHighlightedIndexChange: ({ highlightedIndex: index }) => setMarked(offers[index] ?? null),
    onStateChange: ({ type: change, selectedItem }) => {
      if (selectedItem && (change === ItemClick || change === InputKeyDownEnter)) take(selectedItem);
    },
    // Leaving the box selects nothing.
    stateReducer: (before, { type: change, changes }) =>
      change === InputBlur ? { ...before, isOpen: false, highlightedIndex: -1 } : changes,
  });

  const take = (offer: Offer) => {
    go(withOffer(state, offer, isExcluding));
    type("");
    box.closeMenu();
  };
  useAwaited(waits, settled, () => {
    const first = settled ? offers[0] : undefined;
    if (typed) take(first ?? { kind: "typed", word: typed.name });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const isEnter = event.key === "Enter" && typed !== null;
    const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSED;
    if (isEnter || isComposing) Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
    if (isComposing) return;
    if (isEnter) {
      // Whether the list is open makes no difference: one may have clicked it away.
      const offer = entered(offers, highlightedIndex, byHand >= 0 || settled, typed.name);
      if (offer) take(offer);
      else setWaits(true);
    }
    if (event.key === "Escape") type("");
    const last = state.terms.at(-1);
    if (event.key === "Backspace" && text === "" && last) go(withoutTerm(state, last.name));
  };
  return { box, text, offers, isExcluding, type, onKeyDown };
}
