import { Fragment } from "react";
import { Link } from "wouter";
import { foldersOf } from "../address/folders";
import { type SearchState, toUrl } from "../address/state";
import { beginSearch } from "../ui/beginSearch";
import { splitPath } from "../ui/format";

/** The folders of a search: those above lead there with the rest of the search kept, the last one is its own. */
export function Crumbs({ state }: { state: SearchState }) {
  const prefix = state.filters.prefix ?? "";
  const folders = foldersOf(prefix);
  const begun = splitPath(prefix)[1]; // of the name of a file or folder
  const own = begun ? `${begun}…` : `${folders.pop()?.name ?? ""}/`;
  return (
    <>
      {folders.map(({ name, prefix: above }) => (
        <Fragment key={above}>
          <Link
            href={toUrl({ ...state, filters: { ...state.filters, prefix: above } })}
            onClick={beginSearch}
          >
            {name}
          </Link>
          /
        </Fragment>
      ))}
      <strong>{own}</strong>
    </>
  );
}
