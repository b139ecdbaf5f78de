import { type CSSProperties, type ReactNode, type RefObject, useRef, useState } from "react";
import type { Image } from "../api/types";
import { Button } from "../ui/Button";
import { splitPath } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Picture } from "./Picture";
import { Stage } from "./Stage";
import { Step } from "./Step";
import { Tools } from "./Tools";
import { useCopy } from "./useCopy";
import { useFullScreen } from "./useFullScreen";
import { useIdle } from "./useIdle";
import type { Zoom } from "./useZoom";
import styles from "./Viewer.module.css";

type Props = {
  path: string;
  title: string;
  image: Image | undefined;
  /** What stands in place of the picture if there is none. */
  children: ReactNode;
  place: string;
  chosen: string | null;
  stage: RefObject<HTMLDivElement | null>;
  frame: RefObject<HTMLDivElement | null>;
  zoom: Zoom;
  info: boolean | undefined;
  toggleInfo: () => void;
  previous: string | undefined;
  next: string | undefined;
  show: (path: string) => void;
  close: () => void;
};

/** The picture with its tools, which can have the whole screen. */
export function Viewer({ path, title, image, children, place, chosen, stage, frame, zoom, ...props }: Props) {
  const { info, toggleInfo, previous, next, show, close } = props;
  const viewer = useRef<HTMLDivElement>(null);
  const [boxes, setBoxes] = useState(true);
  const [said, copy] = useCopy();
  const [isFull, toggleFull] = useFullScreen(viewer);
  const isIdle = useIdle(viewer, isFull);
  const step = (side: -1 | 1) => {
    const to = side === 1 ? next : previous;
    if (to) show(to);
  };
  const isSettled = Boolean(image || children); // before, the height is not known at whose edge the steps are
  const hasBoxes = image?.labels.some((label) => label.boxes?.length);
  return (
    <div
      ref={viewer}
      data-theme="dark"
      data-idle={isIdle}
      className={styles.viewer}
      style={{ "--ratio": ratioOf(image) } as CSSProperties}
    >
      <header className={styles.header}>
        <h2 id={title} className={styles.title} title={path}>
          {splitPath(path)[1]}
        </h2>
        <span className={styles.place}>{place}</span>
        {image && (
          <Tools
            image={image}
            zoom={zoom}
            boxes={hasBoxes ? boxes : undefined}
            toggleBoxes={() => setBoxes(!boxes)}
            toggleFull={toggleFull}
            copy={copy}
            info={isFull ? undefined : info}
            toggleInfo={toggleInfo}
          />
        )}
        <Button look="bare" onClick={close} aria-label="Close" title="Close (Esc)">
          <Icon name="close" />
        </Button>
      </header>
      {isSettled && <Step icon="left" name="Previous" to={previous} show={show} />}
      <Stage ref={stage} zoom={zoom} step={step}>
        {(offset) =>
          image ? (
            <Picture
              key={image.links.image} // another version of the image begins anew
              ref={frame}
              image={image}
              boxes={boxes}
              chosen={chosen}
              view={zoom.view}
              offset={offset}
            />
          ) : (
            children
          )
        }
      </Stage>
      {isSettled && <Step icon="right" name="Next" to={next} show={show} />}
      <p className={styles.said} role="status">
        {said}
      </p>
    </div>
  );
}

const ratioOf = (image: Image | undefined) => (image?.width || 1) / (image?.height || 1);
