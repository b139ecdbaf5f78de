import { useSyncExternalStore } from "react";

/** The app's key, kept only as long as the tab: it never outlives the session, and is in no address of the page. */
const NAME = "cocoon-key";

export type Question = { purpose: string; wrong: boolean; answer: (key: string | null) => void };

let question: Question | null = null;
let asked: Promise<string | null> | null = null;
let declined = false;
const listeners = new Set<() => void>();

function set(next: Question | null) {
  question = next;
  for (const listener of listeners) listener();
}

export const currentKey = (): string | null => sessionStorage.getItem(NAME);

/** Ask the person for the key; null if there is none. Concurrent callers share one question. */
export function askForKey(purpose: string): Promise<string | null> {
  asked ??= new Promise<string | null>((resolve) => {
    set({ purpose, wrong: currentKey() !== null, answer: resolve });
  }).then((key) => {
    if (key) sessionStorage.setItem(NAME, key);
    declined = !key;
    asked = null;
    set(null);
    return key;
  });
  return asked;
}

/** Return whether the last question was cancelled: polling must then not repeat it. */
export const wasDeclined = (): boolean => declined;

/** Allow the question again, because the person wants to retry. */
export const forgetDecline = (): void => {
  declined = false;
};

export function useQuestion(): Question | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
}

/** Add the key to the address of a picture, whose request cannot have headers. */
export function withKey(url: string, key: string | null = currentKey()): string {
  return key ? withParameter(url, "code", key) : url;
}

/** Return the address at which a picture is saved and not shown. */
export const toSave = (url: string): string => withParameter(withKey(url), "download", "true");

const withParameter = (url: string, name: string, value: string): string =>
  `${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
