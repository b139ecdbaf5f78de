import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { answerOf, dataOf } from "../api/answer";
import { withKey } from "../api/key";
import { useImage } from "../api/queries";
import type { Image as Labelled } from "../api/types";
import { Button } from "../ui/Button";
import { count, splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { QueryFailed } from "../ui/Notice";
import { Facts } from "./Facts";
import styles from "./ImageView.module.css";
import { Picture } from "./Picture";

const NEAR_THE_END = 5;

type Props = {
  path: string;
  /** The search result that contains the image, as far as it is loaded. */
  images: Labelled[];
  hasMore: boolean;
  more: () => void;
  show: (path: string) => void;
  close: () => void;
};

/** One image in front of the page: large, with its facts. The arrow keys step through the result, Escape closes it. */
export function ImageView({ path, images, hasMore, more, show, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const index = images.findIndex((image) => image.path === path);
  const answer = answerOf(useImage(path, images[index]));
  const image = dataOf(answer);
  const [chosen, setChosen] = useState<string | null>(null);
  const previous = images[index - 1]?.path;
  const next = index < 0 ? undefined : images[index + 1]?.path;

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    dialog.current?.focus(); // and not its first button, which may lead nowhere
  }, []);
  useEffect(() => {
    if (hasMore && index >= 0 && index > images.length - NEAR_THE_END) more();
  }, [hasMore, index, images.length, more]);

  const following = images[index + 1]?.links.image;
  useEffect(() => {
    if (index >= 0 && following) new Image().src = withKey(following); // loaded before the arrow key is pressed
  }, [index, following]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = event.key === "ArrowLeft" ? previous : event.key === "ArrowRight" ? next : undefined;
    if (to) {
      event.preventDefault();
      show(to);
    }
  };

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      tabIndex={-1}
      aria-labelledby={title}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className={styles.header}>
        <h2 id={title} className={styles.title} title={path}>
          {splitPath(path)[1]}
        </h2>
        {index >= 0 && (
          <span className={styles.place}>
            {count(index + 1)} of {count(images.length)}
            {hasMore && "+"}
          </span>
        )}
        <Step icon="left" name="Previous" to={previous} show={show} />
        <Step icon="right" name="Next" to={next} show={show} />
        <Button look="bare" onClick={close} aria-label="Close" title="Close (Esc)">
          <Icon name="close" />
        </Button>
      </header>
      {image ? (
        <div className={styles.body}>
          <Picture key={path} image={image} chosen={chosen} />
          <Facts image={image} choose={setChosen} />
        </div>
      ) : (
        answer.state === "failed" && <QueryFailed error={answer.error} what="The image" />
      )}
    </dialog>
  );
}

type StepProps = {
  icon: "left" | "right";
  name: string;
  to: string | undefined;
  show: (path: string) => void;
};

/** Never disabled, not even at the end, because the focus would be lost there. */
function Step({ icon, name, to, show }: StepProps) {
  return (
    <Button
      look="bare"
      onClick={() => to && show(to)}
      aria-disabled={!to}
      tabIndex={to ? 0 : -1}
      aria-label={name}
      title={`${name} (${icon === "left" ? "←" : "→"})`}
      className={styles.step}
    >
      <Icon name={icon} />
    </Button>
  );
}
