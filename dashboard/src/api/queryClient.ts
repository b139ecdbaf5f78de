import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";
import { askForKey, wasDeclined } from "./key";

/** Keep what the API has answered; say how often it is asked again. */

export const POLL = 5_000; // milliseconds
/** For labels, of which new ones are rare. */
export const LABELS_POLL = 30_000;
const LONGEST_WAIT = 60_000;
const LONGEST_POLL = 30_000;

/** Return how long to wait after this many failures: twice as long each time, up to a minute. */
export const backOff = (failures: number): number => Math.min(2_000 * 2 ** failures, LONGEST_WAIT);

/** Return how long to wait for what takes a while, after it was looked for this many times: up to half a minute. */
export const pollAfter = (times: number): number =>
  Math.min(POLL * 1.5 ** Math.max(0, times - 1), LONGEST_POLL);

/**
 * A query that fails with a temporary error is retried for ever, with growing delays; meanwhile the page says so.
 * A hidden tab neither retries nor polls.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (_count, error) => {
        if (error instanceof ApiError && error.status === 401) void unlock();
        return error instanceof ApiError && error.passes;
      },
      retryDelay: backOff,
    },
  },
});

async function unlock() {
  if (!wasDeclined() && (await askForKey("Reading needs the app's key."))) await queryClient.resetQueries();
}

/** The options of a query whose answer is kept up to date. */
export const polled = { refetchInterval: POLL, refetchOnWindowFocus: true, staleTime: POLL / 2 } as const;
