import { dataOf, previousOf } from "../api/answer";
import { useLabels } from "../api/labels";
import type { LabelCount } from "../api/types";
import { useDebounced } from "../ui/useDebounced";
import { completions, merged } from "./completion";

const MOST = 1000; // the API's limit for one request

/**
 * Return the labels that complete a text, the most frequent first. They are kept up to date, and matched here while one
 * types; only if there are more than the API returns at a time, it is asked for those with the typed beginning.
 */
export function useKnownLabels(text: string): LabelCount[] {
  const all = dataOf(useLabels("", MOST, { polled: true }))?.items ?? [];
  const prefix = useDebounced(text, 120);
  const answer = useLabels(prefix, MOST / 20, { enabled: all.length >= MOST && prefix !== "", polled: true });
  // Those with another beginning are labels, too, and only those that complete the text are returned.
  const more = (dataOf(answer) ?? previousOf(answer))?.items ?? [];
  return completions(merged(all, more), text);
}
