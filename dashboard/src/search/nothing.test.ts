import { expect, it } from "vitest";
import { EMPTY, parseState, toUrl } from "../address/state";
import type { LabelCount } from "../api/types";
import { mostGeneral, whyNothing } from "./nothing";

const why = (query: string, unknown: string[] = []) => {
  const names = unknown.map((name) => ({ name, suggestions: [] }));
  const { title, remedies } = whyNothing(parseState(query), names);
  return [title, ...remedies.map(({ name, state }) => `${name}: ${toUrl(state)}`)];
};
const ALL = `Show all pictures: ${toUrl(EMPTY)}`;

it("asks nobody for less confidence who asked for none", () => {
  expect(why("?label=cat")).toEqual(["No picture has “cat”", ALL]);
  expect(why("?label=cat&min_score=0.9")).toEqual([
    "No picture has “cat” with that confidence",
    "At any confidence: /?label=cat",
    ALL,
  ]);
});

it("names what narrows the search, and takes each off alone", () => {
  expect(why("?label=cat&label=dog&label=-bird&prefix=a%2F")).toEqual([
    "No picture has all of these labels here without what is left out",
    "Any of the labels: /?label=cat&label=dog&label=-bird&match=any&prefix=a%2F",
    "With what was left out: /?label=cat&label=dog&prefix=a%2F",
    "In all folders: /?label=cat&label=dog&label=-bird",
    ALL,
  ]);
  expect(why("?label=cat&label=dog&match=any")[0]).toBe("No picture has any of these labels");
  expect(why("?status=failed&error=blob_empty")).toEqual(["Nothing was found here", ALL]);
});

it("names the words that find nothing by themselves, and keeps the others", () => {
  expect(why("?label=tabbi&label=cat", ["tabbi"])).toEqual([
    "No picture has “tabbi”",
    "Without “tabbi”: /?label=cat",
    ALL,
  ]);
  expect(why("?label=tabbi", ["tabbi"])).toEqual(["No picture has “tabbi”", ALL]);
});

it("leads to the most general labels, or to any", () => {
  const label = (name: string, kind: LabelCount["kind"], ...parents: string[]): LabelCount => ({
    name,
    images: 1,
    kind,
    parents,
  });
  const labels = [
    label("tabby", "label", "cat"),
    label("cat", "broader", "animal"),
    label("animal", "broader"),
  ];
  expect(mostGeneral(labels).map(({ name }) => name)).toEqual(["animal"]);
  expect(mostGeneral(labels.slice(0, 1)).map(({ name }) => name)).toEqual(["tabby"]);
});
