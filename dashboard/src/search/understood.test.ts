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

it("lets a label be taken back for the word in names, and nothing else", () => {
  const [first, ...others] = explain(state, understood);
  expect(first?.inNames && toUrl(first.inNames)).toBe(
    "/?label=cats&label=-sedan&label=eiffel-tower&label=lynx&name=Hund",
  );
  expect(others.map(({ inNames }) => inNames)).toEqual([null, null]);
  const further = parseState("?label=Hund&name=rex");
  expect(toUrl(explain(further, understood.slice(0, 1))[0]?.inNames ?? further)).toBe("/?name=rex+Hund");
});

it("replaces words by the labels that they mean", () => {
  expect(meant(state.terms, understood).map((term) => (term.excluded ? `-${term.name}` : term.name))).toEqual(
    ["dog", "cat", "-car", "lynx"],
  );
});
