import { expect, it } from "vitest";
import { parseState } from "../address/state";
import type { Understood } from "../api/types";
import { explain, meant } from "./understood";

const understood: Understood[] = [
  { asked: "hund", as: "dog", because: "translation" },
  { asked: "cats", as: "cat", because: "plural" },
  { asked: "sedan", as: "car", because: "narrower" },
  { asked: "eiffel tower", as: "eiffel tower", because: "path" },
];
const { terms } = parseState("?label=Hund&label=cats&label=-sedan&label=eiffel-tower&label=lynx");

it("says what was understood, and nothing of plurals", () => {
  expect(explain(terms, understood, true)).toEqual([
    "Hund (another language): showing dog",
    "sedan: leaving out car",
    "eiffel tower: in the names of files and folders",
  ]);
  expect(explain(terms, understood, false)[0]).toBe("Hund (another language): looked for dog");
});

it("replaces words by the labels that they mean", () => {
  expect(meant(terms, understood).map((term) => (term.excluded ? `-${term.name}` : term.name))).toEqual([
    "dog",
    "cat",
    "-car",
    "lynx",
  ]);
});
