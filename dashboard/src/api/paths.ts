import { ApiError } from "./errors";
import { PAGE, search } from "./searches";
import type { SearchResult } from "./types";

/** Read the paths of all pictures that a search finds, page by page. */

export const MOST_PATHS = 10_000;
const MOST_FAILURES = 2; // of one page
const REST = 2_000; // milliseconds after a failure

/** `more`: there are others, which were not read. */
export type PathsFound = { paths: string[]; more: boolean };

type Ask = (query: string, signal: AbortSignal) => Promise<Pick<SearchResult, "items" | "next_cursor">>;

/**
 * Return the paths of a search, at most 10,000, or throw: what is read in part is never returned.
 *
 * @param progress is told how many there are so far.
 */
export async function readPaths(
  parameters: string,
  signal: AbortSignal,
  progress: (found: number) => void,
  ask: Ask = search,
): Promise<PathsFound> {
  const found = new Set<string>(); // one that is labelled again meanwhile comes twice
  const query = new URLSearchParams(parameters);
  query.set("limit", String(PAGE));
  for (;;) {
    const { items, next_cursor: next } = await patiently(() => ask(`${query}`, signal), signal);
    for (const { path } of items) found.add(path);
    progress(Math.min(found.size, MOST_PATHS));
    if (next === null || found.size >= MOST_PATHS) {
      return { paths: [...found].slice(0, MOST_PATHS), more: next !== null || found.size > MOST_PATHS };
    }
    query.set("cursor", next);
  }
}

/** Ask again after errors that pass, a few times. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      const passes = error instanceof ApiError && error.passes;
      if (signal.aborted || !passes || failures > MOST_FAILURES) throw error;
      await rest(failures * REST, signal);
    }
  }
}

/** Wait so many milliseconds, or throw as soon as the signal is aborted. */
const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
