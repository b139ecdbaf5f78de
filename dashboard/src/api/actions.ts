import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "./client";
import { statusOf } from "./errors";
import { askForKey } from "./key";
import type { EnqueueResult, RetryResult } from "./types";

/** Send a POST request; if it needs a key, ask for one and send it again. Null: the person gave none. */
async function postWithKey<T>(path: string, body: unknown, purpose: string): Promise<T | null> {
  for (;;) {
    try {
      return await post<T>(path, body);
    } catch (error) {
      if (statusOf(error) !== 401 && statusOf(error) !== 403) throw error;
      if ((await askForKey(purpose)) === null) return null;
    }
  }
}

/** Send failed images back to the queue: those with one code, or all of them and the dead letters. */
export function useRetry(code: string | undefined, onSent: (result: RetryResult) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      postWithKey<RetryResult>(
        "/api/failures/retry",
        code ? { code } : {},
        "Sending images back needs the app's key.",
      ),
    onSuccess: (result) => {
      if (result) onSent(result); // before the button may go with the last of its images
      return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "search" });
    },
  });
}

/** Send one failed image back to the queue. */
export function useRetryImage(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      postWithKey<RetryResult>(
        "/api/failures/retry",
        { path },
        "Sending the image back needs the app's key.",
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["failures"] }),
  });
}

/** Look for new and changed images now, without waiting for the timer. */
export function useEnqueue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      postWithKey<EnqueueResult>("/api/enqueue", {}, "Looking for new images needs the app's key."),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "search" }),
  });
}
