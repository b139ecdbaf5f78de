import type { Image } from "../api/types";

/** Choose what to load of an image (pure). */

type Loadable = Pick<Image, "path" | "bytes" | "links">;

const LARGE = 8_000_000; // bytes, from which on the storage account sends an original, each time from another address
const SHOWN = /\.(jpe?g|jfif|png|webp|avif|gif|bmp)$/i; // by every browser

const isLarge = ({ bytes }: Loadable) => (bytes ?? 0) > LARGE;

/**
 * Return the addresses of the original and of the thumbnail that replaces it. A large original of a kind that few browsers
 * show, such as a camera raw, is left out: it would be downloaded whole before the browser says so.
 */
export function sourcesOf(image: Loadable): string[] {
  const { image: original, thumbnail } = image.links;
  const isInVain = isLarge(image) && !SHOWN.test(image.path);
  return [isInVain ? null : original, thumbnail].filter((link) => link != null);
}

/** Return what to load of an image before it is shown, if anything: a large original would be sent twice. */
export const ahead = (image: Loadable): string | null =>
  isLarge(image) ? image.links.thumbnail : image.links.image;
