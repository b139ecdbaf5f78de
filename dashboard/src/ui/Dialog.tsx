import { type ReactNode, useLayoutEffect, useRef } from "react";
import styles from "./Dialog.module.css";

type Props = {
  /** The id of its title. */
  title: string;
  close: () => void;
  wide?: boolean;
  children: ReactNode;
};

/** A box in front of the page; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, close, wide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close(); // while it is there, so that the focus goes back
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={wide}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}
