import { useRef } from "react";
import { Link } from "wouter";
import { filterUrl } from "../address/state";
import { sentence } from "../api/errors";
import { reasonOf } from "../api/reasons";
import type { Image, Failure as Problem } from "../api/types";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import styles from "./Failure.module.css";
import { useKeptFocus } from "./useKeptFocus";
import { useRetried } from "./useRetried";

/**
 * Why an image could not be labelled, what to do about it, and a button that sends it back to the queue. That is never
 * disabled, because the focus would be lost there.
 */
export function Failure({ image, error }: { image: Image; error: Problem }) {
  const { remedy, retryHelps } = reasonOf(error.code);
  const { retry, outcome } = useRetried(image);
  const failure = useRef<HTMLDivElement>(null);
  useKeptFocus(failure);
  const isOff = retry.isPending || outcome === "waiting" || !retryHelps;
  return (
    <div ref={failure} className={styles.failure}>
      <h3>This could not be labelled</h3>
      <p>{error.message}</p>
      {remedy && (
        <p>
          <strong>What to do:</strong> {remedy}
        </p>
      )}
      <div className={styles.actions}>
        <Button look="strong" onClick={() => !isOff && retry.mutate()} aria-disabled={isOff}>
          <Icon name="retry" size={15} /> {retry.isPending ? "Sending back …" : "Retry"}
        </Button>
        <Link href={filterUrl("error", error.code)}>All with {error.code}</Link>
      </div>
      <p role="status" className={styles.outcome}>
        {retry.isError ? sentence(retry.error) : SAID[outcome]}
      </p>
    </div>
  );
}

const SAID = {
  none: "",
  waiting: "Sent back. It waits in the queue …",
  late: "Sent back. It is still in the queue: look again later.",
  again: "Tried again, and it failed again.",
  nothing: "There was nothing to send back: it has changed meanwhile.",
};
