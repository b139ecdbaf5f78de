import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type SearchState, sortOf } from "../address/state";
import { dataOf } from "../api/answer";
import { useFirst } from "../api/searches";
import type { Image } from "../api/types";
import { Button } from "../ui/Button";

type Props = { state: SearchState; parameters: string; first: Image | undefined; isLoaded: boolean };

const isSame = (one: Image, other: Image | undefined) =>
  one.path === other?.path && one.classified_at === other.classified_at;

/** Offers newer pictures instead of inserting them; only into an empty result they come automatically. */
export function Newer(props: Props) {
  return sortOf(props.state) === "newest" && props.isLoaded ? <Watch {...props} /> : null;
}

function Watch({ parameters, first }: Props) {
  const client = useQueryClient();
  const newest = dataOf(useFirst(parameters, 1))?.items[0];
  const show = () => {
    void client.resetQueries({ queryKey: ["search", parameters] });
    // Of the newer pictures, too.
    for (const what of ["labels", "covers", "folders"]) void client.invalidateQueries({ queryKey: [what] });
  };
  const isNewer = newest !== undefined && !isSame(newest, first);
  const fillsEmpty = isNewer && first === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the first picture arrives
  useEffect(() => {
    if (fillsEmpty) show();
  }, [fillsEmpty]);
  if (!isNewer || fillsEmpty) return null;
  return (
    <Button
      look="strong"
      onClick={() => {
        show();
        scrollTo({ top: 0 });
      }}
    >
      Show newer pictures
    </Button>
  );
}
