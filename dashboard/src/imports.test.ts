import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

const SOURCE = import.meta.dirname;
const IMPORT = /(?:from |import\()"(\.[^"]+)"/g;

const nameOf = (file: string) => file.replace(/\.tsx?$/, "");

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  return [...text.matchAll(IMPORT)].map(([, path]) =>
    relative(SOURCE, join(SOURCE, dirname(file), path ?? "")),
  );
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file),
);
type Imports = Map<string, string[]>;

const modules: Imports = new Map(files.map((file) => [nameOf(file), importsOf(file)]));

/** Return the folder of a module; those beside the folders are in none. */
const roomOf = (path: string): string => (path.includes("/") ? (path.split("/")[0] ?? "") : "");

const rooms: Imports = new Map();
for (const [name, paths] of modules) {
  const room = roomOf(name);
  const others = paths.map(roomOf).filter((other) => other !== room);
  if (room) rooms.set(room, [...new Set([...(rooms.get(room) ?? []), ...others])].sort());
}

/** Return a circle that the last one of a path leads to; null if there is none. */
function circle(path: string[], imports: Imports, done: Set<string>): string[] | null {
  const here = path.at(-1) ?? "";
  if (path.indexOf(here) < path.length - 1) return path;
  if (done.has(here)) return null;
  for (const next of imports.get(here) ?? []) {
    const found = circle([...path, next], imports, done);
    if (found) return found;
  }
  done.add(here);
  return null;
}

it.each([
  ["module", modules, "pictures/Grid"],
  ["room", rooms, "search"],
] as const)("no %s imports itself, through whatever others", (_, imports, known) => {
  expect(imports.get(known)?.length).toBeGreaterThan(1);
  const done = new Set<string>();
  for (const name of imports.keys()) expect(circle([name], imports, done)).toBeNull();
});

it("what pages share imports no page", () => {
  expect(rooms.get("address")).toEqual(["api"]);
  expect(rooms.get("pictures")).toEqual(["api", "ui"]);
  expect(rooms.get("ui")).toEqual(["api"]);
  expect(rooms.get("api") ?? []).toEqual([]);
  expect(rooms.get("image")).not.toContain("search");
});
