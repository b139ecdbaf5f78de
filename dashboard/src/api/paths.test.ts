import { expect, it, vi } from "vitest";
import { ApiError } from "./errors";
import { MOST_PATHS, readPaths } from "./paths";
import type { Image } from "./types";

const items = (...paths: string[]) => paths.map((path) => ({ path }) as Image);
const never = new AbortController().signal;

it("follows the cursors, also through an empty page, and leaves out what comes twice", async () => {
  const asked: string[] = [];
  const seen: number[] = [];
  const pages = [items("a", "b"), items(), items("b", "c")];
  const found = await readPaths(
    "label=cat",
    never,
    (count) => seen.push(count),
    async (query) => {
      asked.push(query);
      return {
        items: pages[asked.length - 1] ?? [],
        next_cursor: asked.length < 3 ? `c${asked.length}` : null,
      };
    },
  );
  expect(found).toEqual({ paths: ["a", "b", "c"], more: false });
  expect(asked).toEqual([
    "label=cat&limit=200",
    "label=cat&limit=200&cursor=c1",
    "label=cat&limit=200&cursor=c2",
  ]);
  expect(seen).toEqual([2, 2, 3]);
});

it("stops at the most, and says that there are more", async () => {
  let page = 0;
  const ask = async () => {
    page += 1;
    return {
      items: items(...Array.from({ length: 200 }, (_, index) => `${page}/${index}`)),
      next_cursor: "c",
    };
  };
  const { paths, more } = await readPaths("", never, () => {}, ask);
  expect([paths.length, more, page]).toEqual([MOST_PATHS, true, MOST_PATHS / 200]);
});

it("asks again after an error that passes, and throws one that lasts or does not pass", async () => {
  vi.useFakeTimers();
  const failing = (status: number, times: number) => {
    let tries = 0;
    return async () => {
      tries += 1;
      if (tries <= times) throw new ApiError(status, `${status}, ${tries} times`);
      return { items: items("a"), next_cursor: null };
    };
  };
  const read = (status: number, times: number) =>
    readPaths("", never, () => {}, failing(status, times)).catch((error: Error) => error.message);
  const all = Promise.all([read(503, 2), read(503, 3), read(400, 1)]);
  await vi.runAllTimersAsync();
  expect(await all).toEqual([{ paths: ["a"], more: false }, "503, 3 times", "400, 1 times"]);
  vi.useRealTimers();
});

it("stops at once when it is cancelled while it waits to ask again", async () => {
  const controller = new AbortController();
  let tries = 0;
  const reading = readPaths(
    "",
    controller.signal,
    () => {},
    async () => {
      tries += 1;
      throw new ApiError(503, "away");
    },
  );
  setTimeout(() => controller.abort(), 10);
  await expect(reading).rejects.toThrow(/abort/i);
  expect(tries).toBe(1);
}, 1_000);
