import { type CSSProperties, useState } from "react";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { describe } from "../pictures/caption";
import { Icon } from "../ui/Icon";
import { Boxes } from "./Boxes";
import styles from "./Picture.module.css";

/** The picture, as large as possible. The thumbnail replaces it until it loads, or if the browser cannot show it. */
export function Picture({ image, chosen }: { image: Image; chosen: string | null }) {
  const { image: original, thumbnail } = image.links;
  const sources = [original, thumbnail].filter((link) => link != null);
  const [broken, setBroken] = useState(0);
  const source = sources[broken];
  const shape = {
    "--ratio": (image.width || 1) / (image.height || 1),
    "--width": `${image.width || 600}px`,
  } as CSSProperties;
  return (
    <div className={styles.stage} style={shape}>
      {source ? (
        <div className={styles.frame}>
          {thumbnail && broken === 0 && <img src={withKey(thumbnail)} alt="" className={styles.preview} />}
          <img
            key={source}
            src={withKey(source)}
            alt={describe(image)}
            onError={() => setBroken(broken + 1)}
          />
          <Boxes labels={image.labels} chosen={chosen} />
          {broken > 0 && <p className={styles.note}>The thumbnail: the original cannot be shown here.</p>}
        </div>
      ) : (
        <div className={styles.nothing}>
          <Icon name="broken" size={40} />
          <p>{image.error ? "There is no picture to show." : "The picture cannot be loaded."}</p>
        </div>
      )}
    </div>
  );
}
