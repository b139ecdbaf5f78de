import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError, sentence } from "../api/errors";
import { forgetDecline } from "../api/key";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import styles from "./Notice.module.css";

type Props = { icon: IconName; title: string; children?: ReactNode; actions?: ReactNode; alert?: boolean };

/** A notice in place of content: nothing there, not found, or an error. */
export function Notice({ icon, title, children, actions, alert }: Props) {
  return (
    <div className={styles.notice} role={alert ? "alert" : undefined}>
      <span className={styles.icon}>
        <Icon name={icon} size={28} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** Says why there is no answer to show; temporary errors are retried automatically. */
export function QueryFailed({ error, what }: { error: unknown; what: string }) {
  const client = useQueryClient();
  const passes = error instanceof ApiError && error.passes;
  const again = () => {
    forgetDecline();
    return client.resetQueries({ predicate: (each) => each.state.data === undefined });
  };
  return (
    <Notice
      alert
      icon={passes ? "wait" : "broken"}
      title={passes ? `${what} cannot be loaded just now` : `${what} cannot be shown`}
      actions={
        <Button look="strong" onClick={again}>
          <Icon name="retry" size={16} /> Try now
        </Button>
      }
    >
      <p>{sentence(error)}</p>
      {passes && <p>This page tries again by itself, less and less often.</p>}
    </Notice>
  );
}
