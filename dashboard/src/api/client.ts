import { ApiError, errorOf } from "./errors";
import { currentKey } from "./key";

const TIMEOUT = 30_000; // milliseconds
const SLOW_TIMEOUT = 170_000; // enqueueing works for up to 150 seconds

/** Fetch JSON; every error becomes an ApiError, except an abort. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, {}, TIMEOUT, signal);
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return request<T>(
    path,
    { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } },
    SLOW_TIMEOUT,
  );
}

async function request<T>(
  path: string,
  init: RequestInit,
  timeout: number,
  signal?: AbortSignal,
): Promise<T> {
  const key = currentKey();
  const headers = { ...init.headers, ...(key && { "x-functions-key": key }) };
  const limit = AbortSignal.timeout(timeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      ...init,
      headers,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, limit.aborted ? "The API took too long to answer." : "The API cannot be reached.");
  }
  if (!response.ok) throw errorOf(response.status, text);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiError(502, "The answer is not the API's; something else answers at this address.");
  }
}
