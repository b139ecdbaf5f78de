import type { ReactNode } from "react";
import { useRetry } from "../api/actions";
import { sentence } from "../api/errors";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import styles from "./FailuresPage.module.css";
import { Outcome } from "./Outcome";
import { type Retry, retryOf } from "./outcome";
import { keep } from "./retries";

type Props = {
  /** The reason whose images are sent back; all if there is none. */
  code?: string;
  /** The last retry, whose outcome is shown. */
  last: Retry | undefined;
  children: ReactNode;
};

/** A button that sends images back to the queue, and says how many and what became of them. */
export function RetryButton({ code, last, children }: Props) {
  const retry = useRetry(code, (result) => keep(retryOf(code, result, Date.now())));
  return (
    <div className={styles.retry}>
      <Button onClick={() => retry.mutate()} disabled={retry.isPending}>
        <Icon name="retry" size={15} />
        {retry.isPending ? "Sending back …" : children}
      </Button>
      <span role="status" data-bad={retry.isError}>
        {retry.isError ? sentence(retry.error) : last && <Outcome retry={last} />}
      </span>
    </div>
  );
}
