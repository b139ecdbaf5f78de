import { useEffect, useId, useRef, useState } from "react";
import { dataOf } from "../api/answer";
import { useImage } from "../api/image";
import type { Image as Labelled } from "../api/types";
import { count } from "../ui/format";
import { QueryFailed } from "../ui/Notice";
import { NARROW, useMatches } from "../ui/useMatches";
import { useRemembered } from "../ui/useRemembered";
import { Facts } from "./Facts";
import styles from "./ImageView.module.css";
import { pressKey } from "./keys";
import { usePreloaded } from "./usePreloaded";
import { useZoom } from "./useZoom";
import { Viewer } from "./Viewer";

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

/** One image in front of the page: large, with what is known of it. Keys step through the result, Escape closes it. */
export function ImageView({ path, images, hasMore, more, show, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const title = useId();
  const index = images.findIndex((image) => image.path === path);
  const answer = useImage(path, images[index]);
  const image = dataOf(answer);
  const zoom = useZoom(stage, frame, path, image?.width ?? 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const isNarrow = useMatches(NARROW); // then what is known is below the picture, and in nobody's way
  const [hasInfo, toggleInfo] = useRemembered("cocoon-info", true);
  usePreloaded(...(index < 0 ? [] : [images[index + 1], images[index - 1]]));

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    dialog.current?.focus(); // and not its first button, which may lead nowhere
  }, []);
  useEffect(() => {
    if (hasMore && index >= 0 && index > images.length - NEAR_THE_END) more();
  }, [hasMore, index, images.length, more]);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-part-of-page // keys of the page work in it
      tabIndex={-1}
      aria-labelledby={title}
      onKeyDown={(event) => pressKey(event, zoom.move, { z: zoom.real })}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <Viewer
        path={path}
        title={title}
        image={image}
        place={index < 0 ? "" : `${count(index + 1)} of ${count(images.length)}${hasMore ? "+" : ""}`}
        chosen={chosen}
        stage={stage}
        frame={frame}
        zoom={zoom}
        info={isNarrow ? undefined : hasInfo}
        toggleInfo={() => {
          setChosen(null); // the label under the pointer may go
          toggleInfo();
        }}
        previous={images[index - 1]?.path}
        next={index < 0 ? undefined : images[index + 1]?.path}
        show={show}
        close={close}
      >
        {answer.state === "failed" && <QueryFailed error={answer.error} what="The image" />}
      </Viewer>
      {answer.state !== "failed" && (isNarrow || hasInfo) && <Facts image={image} choose={setChosen} />}
    </dialog>
  );
}
