import { type MouseEvent, type ReactNode, useLayoutEffect, useRef } from "react";

type Props = {
  /** The id of its title. */
  title: string;
  close: () => void;
  className: string | undefined;
  /** Whether a click beside it closes it. */
  light?: boolean;
  children: ReactNode;
};

/** What is in front of the page; Escape closes it, and the focus goes back to where it was. */
export function Modal({ title, close, className, light = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close(); // while it is there, so that the focus goes back
  }, []);
  const onClick = (event: MouseEvent) => {
    if (light && event.target === dialog.current) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the Escape key does the same
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={title}
      onClose={(event) => event.currentTarget.open || close()}
      onClick={onClick}
    >
      {children}
    </dialog>
  );
}
