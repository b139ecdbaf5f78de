import type { Term } from "../address/state";
import { dataOf } from "../api/answer";
import { COMPLETIONS, useCompletions } from "../api/labels";
import { keyOf } from "../api/spelling";
import { useDebounced } from "../ui/useDebounced";
import { type Offer, offersFor } from "./offers";
import { useKnownLabels } from "./useKnownLabels";

const REST = 100; // milliseconds without a further letter, after which the API is asked

/**
 * Return the offers for a typed label, and whether they are all that will come for it: those of the labels that are
 * known here are there at once, those of other words and of names when the API has answered.
 *
 * `urgent`: somebody waits for the answer.
 */
export function useOffers(
  chosen: Term[],
  typed: Term | null,
  urgent: boolean,
): { offers: Offer[]; settled: boolean } {
  const word = keyOf(typed?.name ?? "");
  const labels = useKnownLabels(word);
  const rested = useDebounced(word, REST);
  const asked = urgent ? word : rested;
  const answer = useCompletions(asked);
  const isOfWord = asked === word;
  const completed = isOfWord && word ? dataOf(answer) : undefined;
  const settled = word === "" || (isOfWord && answer.state !== "loading");
  return { offers: offersFor({ labels, completed }, chosen, typed, COMPLETIONS), settled };
}
