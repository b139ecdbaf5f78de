import { Link } from "wouter";
import { type SearchState, toUrl, withReplaced } from "../address/state";
import type { LabelCount } from "../api/types";
import { many } from "../ui/format";
import { mostGeneral, type Unknown } from "./nothing";
import { useKnownLabels } from "./useKnownLabels";

const SHOWN = 6;

type Props = {
  state: SearchState;
  word: Unknown;
  /** Whether there are several such words. */
  named: boolean;
};

/** What leads on from a word that finds nothing: labels that are like it, or those that pictures have. */
export function Alike({ state, word, named }: Props) {
  const known = useKnownLabels("");
  if (word.suggestions.length > 0)
    return (
      <p>
        {named ? `Instead of “${word.name}”, did you mean ` : "Did you mean "}
        <Labels state={state} word={word.name} labels={word.suggestions} />?
      </p>
    );
  const general = mostGeneral(known).slice(0, SHOWN);
  return (
    <>
      <p>No label is like {named ? `“${word.name}”` : "it"}, and neither is the name of a file or folder.</p>
      {general.length > 0 && (
        <p>
          There are pictures of <Labels state={state} word={word.name} labels={general} />.
        </p>
      )}
    </>
  );
}

/** Labels, each of which takes the word's place in the search. */
function Labels({ state, word, labels }: { state: SearchState; word: string; labels: LabelCount[] }) {
  return labels.map(({ name, images }, index) => (
    <span key={name}>
      {index > 0 && ", "}
      <Link href={toUrl(withReplaced(state, word, name))} title={many(images, "picture")}>
        {name}
      </Link>
    </span>
  ));
}
