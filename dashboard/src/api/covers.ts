import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type Answer, answerOf, part } from "./answer";
import { get } from "./client";
import { statusOf } from "./errors";
import type { FolderCover, FolderCovers, LabelCovers } from "./types";

/** Ask for labels and folders to look through. APIs of earlier versions do not answer that. */

const LABELS = 200; // the most that the API gives, of which the first 48 have pictures
const FOLDERS = 48; // the most of a page
const STALE = 30_000; // milliseconds
/** How often those at the top are asked for until there are some: as often as the API looks. */
const NO_LABELS_POLL = 10_000;
const NO_FOLDERS_POLL = 30_000;

/** Return null where the API has no such route. */
const ifThere = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (statusOf(error) === 404) return null;
    throw error;
  });

/** The labels directly below one, or those at the top, with a picture of each. */
export function useLabelCovers(below: string): Answer<LabelCovers> {
  const query = useQuery({
    queryKey: ["covers", below],
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams({ limit: String(LABELS), ...(below && { below }) });
      return ifThere(get<LabelCovers>(`/api/covers?${parameters}`, signal));
    },
    staleTime: STALE,
    refetchInterval: ({ state: { data } }) => below === "" && data?.items.length === 0 && NO_LABELS_POLL,
  });
  return part(
    answerOf(query),
    (covers) => covers,
    ({ items }) => items.length === 0,
  );
}

type MoreFolders = { hasMore: boolean; isFetching: boolean; fetchMore: () => void };

/** The folders directly in one, with a picture of each; they come in pages. Null asks for none. */
export function useFolders(below: string | null): [Answer<FolderCover[]>, MoreFolders] {
  const query = useInfiniteQuery({
    queryKey: ["folders", below],
    queryFn: ({ pageParam, signal }) => {
      const parameters = new URLSearchParams({
        limit: String(FOLDERS),
        ...(below && { below }),
        ...(pageParam && { cursor: pageParam }),
      });
      return ifThere(get<FolderCovers>(`/api/folders?${parameters}`, signal));
    },
    enabled: below !== null,
    initialPageParam: "",
    getNextPageParam: (page) => page?.next_cursor ?? undefined,
    staleTime: STALE,
    refetchInterval: ({ state: { data } }) =>
      below === "" && data !== undefined && isEmpty(data.pages) && NO_FOLDERS_POLL,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const answer = part(
    answerOf(query),
    ({ pages }) => foldersOf(pages),
    (folders) => folders.length === 0 && !hasNextPage,
  );
  const more = {
    hasMore: hasNextPage,
    isFetching: isFetchingNextPage,
    fetchMore: () => void fetchNextPage(),
  };
  return [answer, more];
}

/** Whether there is none, and none is to come; an API without folders does not say that. */
const isEmpty = (pages: (FolderCovers | null)[]): boolean =>
  pages.every((page) => page?.items.length === 0) && !pages.at(-1)?.next_cursor;

/** Return the folders of all pages; null from an API without them. */
function foldersOf(pages: (FolderCovers | null)[]): FolderCover[] | null {
  const found = pages.filter((page) => page !== null);
  return found.length ? found.flatMap((page) => page.items) : null;
}
