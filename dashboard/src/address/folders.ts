/** Return the folders above a blob, the outermost first, each with the beginning of its paths (pure). */
export function foldersOf(path: string): { name: string; prefix: string }[] {
  const names = path.split("/").slice(0, -1);
  return names
    .map((name, index) => ({ name, prefix: `${names.slice(0, index + 1).join("/")}/` }))
    .filter(({ name }) => name !== "");
}
