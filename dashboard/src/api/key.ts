import { useSyncExternalStore } from "react";

/** The app's key, kept for as long as the tab is: it never outlives the session, and is in no address of the page. */
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

/** Ask a person for the key; null if there is none. Who asks while the question is open gets the same answer. */
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

/** Whether the last question was cancelled: then polling must not ask it again and again. */
export const wasDeclined = (): boolean => declined;

/** A person has asked to try again. */
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
  return key ? `${url}${url.includes("?") ? "&" : "?"}code=${encodeURIComponent(key)}` : url;
}
