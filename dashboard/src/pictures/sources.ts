import type { Image } from "../api/types";

/** Choose among the sizes of a thumbnail (pure). */

/** The longer sides, in pixels: as sharp as a tile is at single, and at double density. */
const SMALL = 256;
const LARGE = 512; // as thumbnails are kept; those of earlier versions have 256

/** Formats that every browser shows, and how large an original may be that is shown in place of a thumbnail. */
const SHOWN = /\.(jpe?g|png|webp|gif)$/i;
const MOST_BYTES = 2_000_000;

type Sources = { src: string; srcSet: string; sizes: string };

/** Return the address of an image's original, if it can be shown instead of a thumbnail; null if not. */
export const originalOf = ({ path, bytes, links }: Pick<Image, "path" | "bytes" | "links">): string | null =>
  SHOWN.test(path) && bytes !== null && bytes <= MOST_BYTES ? links.image : null;

/**
 * Return the addresses of a picture's thumbnail in both sizes, for a tile that it covers; null if there is only one, as
 * the picture is small itself, or its size is not known. A panorama, of which the tile shows the middle, has too few
 * pixels there even in the larger size: its original is offered, too.
 */
export function sourcesOf(
  thumbnail: string,
  { width, height }: Pick<Image, "width" | "height">,
  tile: { width: number; height: number },
  original: string | null = null,
): Sources | null {
  if (!width || !height || Math.max(width, height) <= SMALL) return null;
  const small = `${thumbnail}${thumbnail.includes("?") ? "&" : "?"}side=${SMALL}`;
  const wide = (side: number) => Math.max(1, Math.round(width * Math.min(1, side / Math.max(width, height))));
  const shown = Math.ceil(Math.max(tile.width, (tile.height * width) / height));
  const isPanorama = shown > wide(LARGE) && width > wide(LARGE);
  const further = original && isPanorama ? `, ${original} ${width}w` : "";
  return {
    src: small,
    srcSet: `${small} ${wide(SMALL)}w, ${thumbnail} ${wide(LARGE)}w${further}`,
    sizes: `${shown}px`,
  };
}
