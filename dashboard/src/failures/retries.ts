import { useSyncExternalStore } from "react";
import type { Retry } from "./outcome";

/** Keep what was sent back, until the page is loaded again: the last retry of each reason, and of all. */

let retries: Retry[] = [];
const listeners = new Set<() => void>();

export function keep(retry: Retry): void {
  retries = [...retries.filter(({ code }) => code !== retry.code), retry];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useRetries = (): Retry[] => useSyncExternalStore(subscribe, () => retries);
