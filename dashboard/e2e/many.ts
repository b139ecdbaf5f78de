import type { Page } from "playwright-core";
import { inject } from "vitest";
import type { Image, SearchResult } from "../src/api/types";
import { search } from "./api";

/**
 * A result of many pictures. They are those of the stack again and again, each time with another path: labelling as many
 * would take an hour, and the embedded database seconds for each page of them.
 */

const PART = 2_000; // pictures in an answer: more than the API gives, so that all are there within seconds

/** Answer the searches of a page with this many pictures. */
export async function serve(page: Page, count: number): Promise<Image[]> {
  const { items } = await search("status=labelled&limit=200");
  const all = Array.from({ length: count }, (_, index) =>
    numbered(items[index % items.length] as Image, index),
  );
  await page.route("**/api/search?**", async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const start = Number(query.get("cursor") ?? 0);
    const end = start + PART;
    const result: SearchResult = {
      items: all.slice(start, end),
      next_cursor: end < count ? String(end) : null,
      understood: [],
      suggestions: [],
      facets: null,
    };
    await route.fulfill({ json: result });
  });
  const pictures = await Promise.all(items.map(thumbnailOf));
  await page.route(/[?&]copy=/, (route) => {
    const copy = Number(new URL(route.request().url()).searchParams.get("copy"));
    return route.fulfill({ body: pictures[copy % items.length], contentType: "image/jpeg" });
  });
  return all;
}

async function thumbnailOf({ links }: Image): Promise<Buffer> {
  const response = await fetch(new URL(links.thumbnail ?? "", inject("base")));
  return Buffer.from(await response.arrayBuffer());
}

function numbered(image: Image, index: number): Image {
  const { thumbnail } = image.links;
  // An address of its own, so that each is fetched and decoded.
  const own = thumbnail && `${thumbnail}${thumbnail.includes("?") ? "&" : "?"}copy=${index}`;
  return { ...image, path: `many/${index}.jpg`, links: { ...image.links, thumbnail: own } };
}
