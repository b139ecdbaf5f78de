import { ApiError } from "../api/errors";

/** Versions of the dashboard are told apart by the name of its script, which changes with its content. */

const entryOf = (html: Document): string => {
  const script = html.querySelector<HTMLScriptElement>("script[type=module][src]");
  return script?.getAttribute("src") ?? "";
};

/** Return the version that this page was loaded with. */
export const loadedVersion = (): string => entryOf(document);

/** Return the version that the host has now; throw an ApiError if it does not answer. */
export async function publishedVersion(signal: AbortSignal): Promise<string> {
  const response = await fetch("/", { cache: "no-store", signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new ApiError(0, "The host cannot be reached.");
  });
  if (!response.ok) throw new ApiError(response.status, `The host answered ${response.status}.`);
  return entryOf(new DOMParser().parseFromString(await response.text(), "text/html"));
}
