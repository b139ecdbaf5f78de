import { execFileSync } from "node:child_process";
import { inject } from "vitest";
import type { SearchResult } from "../src/api/types";
import { PYTHON, ROOT } from "./stack";

/** What the tests do besides the browser: ask the API, put images into the container. */

export async function ask<T>(question: string): Promise<T> {
  const response = await fetch(`${inject("base")}/api/${question}`);
  return (await response.json()) as T;
}

export const search = (parameters: string): Promise<SearchResult> => ask(`search?${parameters}`);

export async function enqueue(): Promise<void> {
  const response = await fetch(`${inject("base")}/api/enqueue`, { method: "POST", body: "{}" });
  if (!response.ok) throw new Error(await response.text());
}

export function upload(folder: string): void {
  execFileSync(PYTHON, ["-m", "dashboard.e2e.upload", folder, inject("blobPort")], { cwd: ROOT });
}

export function makeImages(folder: string, count: number): void {
  execFileSync(PYTHON, ["-m", "dashboard.e2e.make_images", folder, String(count)], { cwd: ROOT });
}
