import type { ReactNode } from "react";
import { useRetry } from "../api/actions";
import { sentence } from "../api/errors";
import type { RetryResult } from "../api/types";
import { Button } from "../ui/Button";
import { many } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./FailuresPage.module.css";

/** A button that sends images back to the queue and says how many. */
export function RetryButton({
  code,
  disabled,
  children,
}: {
  code?: string;
  disabled?: boolean;
  children: ReactNode;
}) {
  const retry = useRetry(code);
  return (
    <div className={styles.retry}>
      <Button onClick={() => retry.mutate()} disabled={disabled || retry.isPending}>
        <Icon name="retry" size={15} />
        {retry.isPending ? "Sending back …" : children}
      </Button>
      <span role="status" data-bad={retry.isError}>
        {retry.isError ? sentence(retry.error) : retry.data && said(retry.data)}
      </span>
    </div>
  );
}

function said({ failed, dead_letters: dead, done }: RetryResult): string {
  const parts = [failed || !dead ? many(failed, "image") : "", dead ? many(dead, "dead letter") : ""].filter(
    Boolean,
  );
  return `${parts.join(" and ")} sent back.${done ? "" : " There are more: retry again."}`;
}
