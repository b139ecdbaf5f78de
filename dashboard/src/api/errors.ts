import type { Problem } from "./types";

/** Why a request failed; status 0 means that no answer came. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
    this.name = "ApiError";
  }

  /** Whether the same request may succeed later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export const statusOf = (error: unknown): number => (error instanceof ApiError ? error.status : -1);

/** Return an error's message for people. */
export function sentence(error: unknown): string {
  if (error instanceof ApiError) return error.detail;
  return error instanceof Error ? error.message : String(error);
}

/** Read the error in a response: a problem document (RFC 9457) or, from the host itself, nothing. */
export function errorOf(status: number, body: string): ApiError {
  try {
    const { detail, title } = JSON.parse(body) as Partial<Problem>;
    if (detail || title) return new ApiError(status, detail || title || "");
  } catch {
    // Not JSON: the host's own response.
  }
  const known: Record<number, string> = {
    401: "The API asks for a key.",
    403: "This key may not do that.",
    404: "The API does not know this.",
  };
  return new ApiError(status, known[status] ?? `The API answered ${status}.`);
}
