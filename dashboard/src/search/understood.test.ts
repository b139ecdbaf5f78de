import { expect, it } from "vitest";
import { parseState, toUrl } from "../address/state";
import type { Understood } from "../api/types";
import { explain, meant } from "./understood";

const understood: Understood[] = [
  { asked: "hund", as: "dog", because: "translation" },
  { asked: "cats", as: "cat", because: "plural" },
  { asked: "sedan", as: "car", because: "narrower" },
  { asked: "eiffel tower", as: "eiffel tower", because: "path" },
];
const state = parseState("?label=Hund&label=cats&label=-sedan&label=eiffel-tower&label=lynx");

it("says what was understood, and nothing of plurals", () => {
  expect(explain(state, understood).map(({ text }) => text)).toEqual([
    "Hund, as dog",
    "without car, for sedan",
    "eiffel tower, in names of files and folders",
  ]);
});

it("lets a label be taken back for the word in names, and anything else as a whole", () => {
  expect(explain(state, understood).map(({ otherwise: { name, state } }) => [name, toUrl(state)])).toEqual([
    ["only in names", "/?label=cats&label=-sedan&label=eiffel-tower&label=lynx&name=Hund"],
    ["do not leave it out", "/?label=Hund&label=cats&label=eiffel-tower&label=lynx"],
    ["search without it", "/?label=Hund&label=cats&label=-sedan&label=lynx"],
  ]);
  const further = parseState("?label=Hund&name=rex");
  const [first] = explain(further, understood.slice(0, 1));
  expect(first && toUrl(first.otherwise.state)).toBe("/?name=rex+Hund");
});

it("replaces words by the labels that they mean", () => {
  expect(meant(state.terms, understood).map((term) => (term.excluded ? `-${term.name}` : term.name))).toEqual(
    ["dog", "cat", "-car", "lynx"],
  );
});
