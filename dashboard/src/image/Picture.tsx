import { type CSSProperties, type Ref, useState } from "react";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { describe } from "../pictures/caption";
import { Icon } from "../ui/Icon";
import { useElapsed } from "../ui/useElapsed";
import { Boxes } from "./Boxes";
import styles from "./Picture.module.css";
import { sourcesOf } from "./shown";
import type { View } from "./zoom";

type Props = {
  image: Image;
  /** Whether boxes are shown, and the label whose boxes are highlighted. */
  boxes: boolean;
  chosen: string | null;
  view: View;
  offset: number;
  ref: Ref<HTMLDivElement>;
};

const UNKNOWN = 600; // pixels
const LATE = 10_000; // milliseconds, after which somebody should see something; a network that drops requests takes longer

/**
 * The picture as large as the stage, but no larger than it is until somebody zooms. The thumbnail replaces it until it
 * loads, or if the browser cannot show it.
 */
export function Picture({ image, boxes, chosen, view, offset, ref }: Props) {
  const { thumbnail } = image.links;
  const sources = sourcesOf(image);
  const [broken, setBroken] = useState(0);
  const [loaded, setLoaded] = useState<number | null>(null);
  const source = sources[broken];
  const isReplaced = source === thumbnail;
  const isLate = useElapsed(loaded === null && !isReplaced, LATE);
  const width = isReplaced ? loaded : (image.width ?? loaded);
  const shape = {
    "--ratio": (image.width || 1) / (image.height || 1),
    "--width": `${width || UNKNOWN}px`,
    "--zoom": view.zoom,
    transform: `translate(${view.x + offset}px, ${view.y}px) scale(${view.zoom})`,
  } as CSSProperties;
  if (!source) {
    return (
      <div className={styles.nothing}>
        <Icon name="broken" size={40} />
        <p>{image.error ? "There is no picture to show." : "The picture cannot be loaded."}</p>
      </div>
    );
  }
  return (
    <>
      <div ref={ref} className={styles.frame} style={shape}>
        {thumbnail && !isReplaced && (
          <img
            src={withKey(thumbnail)}
            alt=""
            draggable={false}
            className={styles.preview}
            data-late={isLate}
          />
        )}
        <img
          key={source}
          src={withKey(source)}
          alt={describe(image)}
          draggable={view.zoom === 1}
          onLoad={(event) => setLoaded(event.currentTarget.naturalWidth)}
          onError={() => setBroken(broken + 1)}
        />
        {boxes && <Boxes labels={image.labels} chosen={chosen} zoom={view.zoom} />}
      </div>
      {isLate && (
        <p className={styles.note}>{thumbnail ? "The thumbnail: the" : "The"} original is still loading.</p>
      )}
      {isReplaced && <p className={styles.note}>The thumbnail: the original cannot be shown here.</p>}
    </>
  );
}
