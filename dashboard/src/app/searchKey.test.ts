import { expect, it } from "vitest";
import { isSearchShortcut } from "./searchKey";

it("is ⌘K, and Ctrl+K where that edits no text", () => {
  expect(isSearchShortcut({ key: "k", metaKey: true }, true)).toBe(true);
  expect(isSearchShortcut({ key: "K", ctrlKey: true }, false)).toBe(true);
  expect(isSearchShortcut({ key: "k", ctrlKey: true }, true)).toBe(false);
  expect(isSearchShortcut({ key: "k", ctrlKey: true, shiftKey: true }, false)).toBe(false);
  expect(isSearchShortcut({ key: "k" }, false)).toBe(false);
});

it("is not what a browser sends when it fills in a form", () => {
  expect(isSearchShortcut({}, false)).toBe(false);
});
