import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./Button";
import styles from "./Sheet.module.css";

type Props = { title: string; close: () => void; done: string; children: ReactNode };

/** A dialog at the lower edge of the window, for what a phone has no room for; a tap beside it closes it. */
export function Sheet({ title, close, done, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the Escape key does the same
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div className={styles.content}>
        <h2 id={id}>{title}</h2>
        {children}
        <Button look="strong" onClick={() => dialog.current?.close()}>
          {done}
        </Button>
      </div>
    </dialog>
  );
}
