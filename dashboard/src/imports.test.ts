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
const imports = new Map(files.map((file) => [nameOf(file), importsOf(file)]));

const done = new Set<string>();

/** Return a circle of modules that the last one of a path leads to; null if there is none. */
function circle(path: string[]): string[] | null {
  const here = path.at(-1) ?? "";
  if (path.indexOf(here) < path.length - 1) return path;
  if (done.has(here)) return null;
  for (const next of imports.get(here) ?? []) {
    const found = circle([...path, next]);
    if (found) return found;
  }
  done.add(here);
  return null;
}

it("no module imports itself, through whatever others", () => {
  expect(imports.get("pictures/Grid")).toContain("pictures/Group");
  for (const name of imports.keys()) expect(circle([name])).toBeNull();
});

it("pictures/ imports no page", () => {
  const rooms = files
    .filter((file) => file.startsWith("pictures/"))
    .flatMap(importsOf)
    .map((path) => path.split("/")[0]);
  expect(new Set(rooms)).toEqual(new Set(["api", "pictures", "ui"]));
});
