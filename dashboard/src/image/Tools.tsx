import { useRef } from "react";
import { toSave } from "../api/key";
import type { Image } from "../api/types";
import { Button } from "../ui/Button";
import { rate, splitPath } from "../ui/format";
import { Icon, type IconName } from "../ui/Icon";
import styles from "./Tools.module.css";
import { useKeptFocus } from "./useKeptFocus";
import type { Zoom } from "./useZoom";
import { STEP } from "./zoom";

type Props = {
  image: Image;
  zoom: Zoom;
  /** Whether boxes are shown; undefined if there are none. */
  boxes: boolean | undefined;
  toggleBoxes: () => void;
  toggleFull: () => void;
  copy: () => void;
  /** Whether what is known of the image is shown beside it; undefined if it cannot be hidden. */
  info: boolean | undefined;
  toggleInfo: () => void;
};

/** What can be done with the picture. */
export function Tools({ image, zoom, boxes, toggleBoxes, toggleFull, copy, info, toggleInfo }: Props) {
  const tools = useRef<HTMLDivElement>(null);
  useKeptFocus(tools);
  const isLarger = zoom.view.zoom > 1;
  const times = `${rate(zoom.view.zoom)}×`;
  return (
    <div ref={tools} className={styles.tools}>
      {boxes !== undefined && (
        <Tool icon="boxes" name="Boxes" keys="b" onClick={toggleBoxes} pressed={boxes} />
      )}
      <Tool icon="minus" name="Zoom out" keys="-" onClick={() => zoom.by(1 / STEP)} />
      <Button
        look="bare"
        className={styles.zoom}
        onClick={zoom.fit}
        aria-label={isLarger ? `${times}: fit to the window` : "Fit to the window"}
        title="Fit to the window (0)"
        aria-keyshortcuts="0"
      >
        {isLarger ? times : "Fit"}
      </Button>
      <Tool icon="plus" name="Zoom in" keys="+" onClick={() => zoom.by(STEP)} />
      {document.fullscreenEnabled && <Tool icon="full" name="Full screen" keys="f" onClick={toggleFull} />}
      <a
        className={styles.link}
        href={toSave(image.links.image)}
        download={splitPath(image.path)[1]}
        aria-label="Download"
        title="Download (d)"
        aria-keyshortcuts="d"
      >
        <Icon name="download" />
      </a>
      <Tool icon="link" name="Copy link" keys="c" onClick={copy} />
      {info !== undefined && (
        <Tool icon="info" name="Information" keys="i" onClick={toggleInfo} pressed={info} />
      )}
    </div>
  );
}

type ToolProps = { icon: IconName; name: string; keys: string; pressed?: boolean; onClick: () => void };

/** A button that some pictures do not have, or no full screen. */
function Tool({ icon, name, keys, pressed, onClick }: ToolProps) {
  const button = useRef<HTMLButtonElement>(null);
  useKeptFocus(button);
  return (
    <Button
      ref={button}
      look="bare"
      onClick={onClick}
      aria-label={name}
      aria-pressed={pressed}
      title={`${name} (${keys})`}
      aria-keyshortcuts={keys}
    >
      <Icon name={icon} />
    </Button>
  );
}
