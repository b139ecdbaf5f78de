import type { ReactNode } from "react";
import styles from "./Dialog.module.css";
import { Modal } from "./Modal";

type Props = {
  /** The id of its title. */
  title: string;
  close: () => void;
  wide?: boolean;
  children: ReactNode;
};

/** A box in front of the page. */
export function Dialog({ title, close, wide = false, children }: Props) {
  return (
    <Modal title={title} close={close} className={`${styles.dialog} ${wide ? styles.wide : ""}`}>
      {children}
    </Modal>
  );
}
