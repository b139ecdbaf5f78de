import type { Image } from "../api/types";

/** Choose among the sizes of a thumbnail (pure). */

/** The longer sides, in pixels: as sharp as a tile is at single, and at double density. */
const SMALL = 256;
const LARGE = 512; // as thumbnails are kept; those of earlier versions have 256

type Sources = { src: string; srcSet: string; sizes: string };

/**
 * Return the addresses of a picture's thumbnail in both sizes, for a tile that it covers; null if there is only one, as
 * the picture is small itself, or its size is not known.
 */
export function sourcesOf(
  thumbnail: string,
  { width, height }: Pick<Image, "width" | "height">,
  tile: { width: number; height: number },
): Sources | null {
  if (!width || !height || Math.max(width, height) <= SMALL) return null;
  const small = `${thumbnail}${thumbnail.includes("?") ? "&" : "?"}side=${SMALL}`;
  const wide = (side: number) => Math.max(1, Math.round(width * Math.min(1, side / Math.max(width, height))));
  const shown = Math.ceil(Math.max(tile.width, (tile.height * width) / height));
  return {
    src: small,
    srcSet: `${small} ${wide(SMALL)}w, ${thumbnail} ${wide(LARGE)}w`,
    sizes: `${shown}px`,
  };
}
