import { useRef } from "react";
import { isEmpty, type SearchState } from "../address/state";
import { SEARCH } from "../ui/beginSearch";
import { PHONE, useMatches } from "../ui/useMatches";
import { Filters } from "./Filters";
import { LabelBox } from "./LabelBox";
import { Options } from "./Options";
import { PhoneRow } from "./PhoneRow";
import styles from "./SearchPage.module.css";
import type { Go } from "./useSearchState";

type Props = { state: SearchState; go: Go };

/** The search box with what narrows the search: below it in rows, or on a phone in one row and a sheet. */
export function SearchControls({ state, go }: Props) {
  const isPhone = useMatches(PHONE);
  const search = useRef<HTMLElement>(null);
  // The focus stays near what was removed; in the box, it would open a phone's keyboard.
  const onRemoved = () => search.current?.focus({ preventScroll: true });
  return (
    <search ref={search} id={SEARCH} tabIndex={-1} className={styles.search}>
      <LabelBox state={state} go={go} chips={!isPhone} />
      {isPhone ? (
        !isEmpty(state) && <PhoneRow state={state} go={go} onRemoved={onRemoved} />
      ) : (
        <>
          <Options state={state} go={go} />
          <Filters state={state} go={go} onRemoved={onRemoved} />
        </>
      )}
    </search>
  );
}
