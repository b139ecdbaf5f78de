import { useEffect, useRef, useState } from "react";
import { sentence } from "../api/errors";
import { readPaths } from "../api/paths";
import { fileNameOf, listOf, saidOf } from "./pathList";

/** `found`: how many paths are read so far; null while nothing is read. `said`: what became of it. */
type Saving = { found: number | null; said: string };

/** Read the paths of a search into a text file; begin that, or stop it, when nothing is saved. */
export function useSavedPaths(parameters: string, title: string) {
  const [{ found, said }, set] = useState<Saving>({ found: null, said: "" });
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);
  const begin = async () => {
    const controller = new AbortController();
    const { signal } = controller;
    reading.current = controller;
    set({ found: 0, said: "" });
    try {
      const progress = (found: number) => !signal.aborted && set({ found, said: "" });
      const { paths, more } = await readPaths(parameters, signal, progress);
      signal.throwIfAborted();
      const list = listOf(paths);
      save(list.text, fileNameOf(title));
      set({ found: null, said: `${saidOf(list, more)}.` });
    } catch (error) {
      const why = signal.aborted ? "Cancelled" : sentence(error).replace(/\.$/, "");
      set({ found: null, said: `${why}: nothing was saved.` });
    }
  };
  const toggle = () => (found === null ? void begin() : reading.current?.abort());
  return { found, said, toggle };
}

/** Hand a text to the browser as a file. */
function save(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers read it later
}
