import { useEffect } from "react";
import { withKey } from "../api/key";
import type { Image as Labelled } from "../api/types";
import { ahead } from "./shown";

const REST = 150; // milliseconds at an image, after which somebody looks at it

/** Load the neighbours of an image before an arrow key is pressed, but not while somebody holds it. */
export function usePreloaded(...neighbours: (Labelled | undefined)[]) {
  const links = neighbours.flatMap((image) => (image && ahead(image)) ?? []).join("\n");
  useEffect(() => {
    if (!links) return;
    const timer = setTimeout(() => {
      for (const link of links.split("\n")) new Image().src = withKey(link);
    }, REST);
    return () => clearTimeout(timer);
  }, [links]);
}
