import type { Statistics } from "./types";

/** Return the number of pictures: images that failed are none (pure). */
export const labelledOf = ({ images, failed }: Pick<Statistics, "images" | "failed">): number =>
  Math.max(0, images - failed);
