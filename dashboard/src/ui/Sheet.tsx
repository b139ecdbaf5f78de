import { type ReactNode, useId } from "react";
import { Button } from "./Button";
import { Modal } from "./Modal";
import styles from "./Sheet.module.css";

type Props = { title: string; close: () => void; done: string; children: ReactNode };

/** A sheet at the lower edge of the window, for what a phone has no room for; a tap beside it closes it. */
export function Sheet({ title, close, done, children }: Props) {
  const id = useId();
  return (
    <Modal title={id} close={close} className={styles.sheet} light>
      <div className={styles.content}>
        <h2 id={id}>{title}</h2>
        {children}
        <Button look="strong" onClick={close}>
          {done}
        </Button>
      </div>
    </Modal>
  );
}
