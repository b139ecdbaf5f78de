import { ApiError, errorOf } from "./errors";
import { currentKey } from "./key";

const TIMEOUT = 30_000; // milliseconds
const SLOW_TIMEOUT = 170_000; // enqueueing works for up to 150 seconds

/** Fetch JSON; every error becomes an ApiError, except an abort. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await getDated<T>(path, signal)).data;
}

/** What the API has answered, and when by its own clock, in milliseconds. */
export type Dated<T> = { data: T; at: number };

export function getDated<T>(path: string, signal?: AbortSignal): Promise<Dated<T>> {
  return request<T>(path, {}, TIMEOUT, signal);
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const { data } = await request<T>(
    path,
    { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } },
    SLOW_TIMEOUT,
  );
  return data;
}

async function request<T>(
  path: string,
  init: RequestInit,
  timeout: number,
  signal?: AbortSignal,
): Promise<Dated<T>> {
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
    return { data: JSON.parse(text) as T, at: Date.parse(response.headers.get("Date") ?? "") || Date.now() };
  } catch {
    throw new ApiError(502, "The answer is not the API's; something else answers at this address.");
  }
}
