import { type ReactNode, useState } from "react";
import { withKey } from "../api/key";
import type { Image } from "../api/types";
import { sourcesOf } from "./sources";

type Props = {
  /** The address; each of them has a component of its own, by its key. */
  thumbnail: string;
  image: Pick<Image, "width" | "height">;
  tile: { width: number; height: number };
  /** The address of the original, if that may be shown instead. */
  original?: string | null;
  /** Whether it is among the first that are seen. */
  first?: boolean;
  /** What stands for it if it cannot be loaded. */
  children: ReactNode;
};

/** A thumbnail that covers its tile, as sharp as that needs. */
export function Thumbnail({ thumbnail, image, tile, original = null, first = false, children }: Props) {
  const [failures, setFailures] = useState(0);
  const source = withKey(thumbnail);
  // An API of an earlier version knows no sizes.
  const sources = failures === 0 ? sourcesOf(source, image, tile, original && withKey(original)) : null;
  if (failures > 1) return children;
  return (
    <img
      {...(sources ?? { src: source })}
      alt=""
      loading={first ? "eager" : "lazy"}
      fetchPriority={first ? "high" : "auto"}
      decoding="async"
      onError={() => setFailures(sources ? 1 : 2)}
    />
  );
}
