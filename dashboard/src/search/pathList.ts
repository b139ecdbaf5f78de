import { many } from "../ui/format";

/** Make a text file of paths, one a line, as AzCopy's --list-of-files reads it (pure). */

export type PathList = { text: string; paths: number; leftOut: number };

/** Return the text; a path with a line break in it cannot stand there. */
export function listOf(paths: string[]): PathList {
  const lines = paths.filter((path) => !/[\r\n]/.test(path));
  return {
    text: lines.map((line) => `${line}\n`).join(""),
    paths: lines.length,
    leftOut: paths.length - lines.length,
  };
}

/** Return what to say of a list that is saved. */
export function saidOf({ paths, leftOut }: PathList, more: boolean): string {
  const saved = more
    ? `Saved the first ${many(paths, "path")}: there are more`
    : `Saved ${many(paths, "path")}`;
  return leftOut > 0 ? `${saved}, without ${many(leftOut, "name")} with a line break` : saved;
}

/** Return the name of the file, by the words of the search. */
export function fileNameOf(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");
  return `${words || "search"}-paths.txt`;
}
