import type { Image } from "../api/types";

/** Choose what to load of an image (pure). */

type Loadable = Pick<Image, "path" | "bytes" | "links">;

const LARGE = 8_000_000; // bytes, from which on the storage account sends an original, each time from another address
/** Camera raws, and in no browser but Safari TIFF and JPEG 2000. What else there is, a browser tries. */
const NOT_SHOWN = /\.(arw|cr2|cr3|dng|nef|orf|pef|raf|rw2|srw|tiff?|j2k|jp2)$/i;

const isLarge = ({ bytes }: Loadable) => (bytes ?? 0) > LARGE;

/**
 * Return the addresses of the original and of the thumbnail that replaces it. A large original of a kind that no browser,
 * or one alone, shows is left out: it would be downloaded whole before the browser says so.
 */
export function sourcesOf(image: Loadable): string[] {
  const { image: original, thumbnail } = image.links;
  const isInVain = isLarge(image) && NOT_SHOWN.test(image.path);
  return [isInVain ? null : original, thumbnail].filter((link) => link != null);
}

/** Return what to load of an image before it is shown, if anything: a large original would be sent twice. */
export const ahead = (image: Loadable): string | null =>
  isLarge(image) ? image.links.thumbnail : image.links.image;
