import { useQuery } from "@tanstack/react-query";
import { type Answer, answerOf } from "./answer";
import { get } from "./client";
import { spelt } from "./spelling";
import type { Image } from "./types";

/** Ask for one image. */

const AWAITED_POLL = 2_000; // milliseconds

/** The host has no route for an empty segment, so a path that begins with a slash is sent as one segment. */
function addressOf(path: string) {
  const segments = path.startsWith("/") ? [path] : path.split("/");
  return `/api/images/${segments.map(encodeURIComponent).join("/")}`;
}

/** One image; data that a list already has is shown at once. `awaited`: it is about to change. */
export function useImage(path: string, known: Image | undefined, awaited = false): Answer<Image> {
  const query = useQuery({
    queryKey: ["image", path],
    queryFn: ({ signal }) => get<Image>(addressOf(path), signal).then(spelt),
    initialData: known,
    staleTime: 60_000,
    refetchInterval: awaited && AWAITED_POLL,
  });
  return answerOf(query);
}
