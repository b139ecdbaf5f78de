import { expect, it } from "vitest";
import { rangeOf, rangeUrl } from "./range";

it("only the live page has a range of its own", () => {
  expect(rangeOf("/live", "minutes=1440")).toBe("1440");
  expect(rangeOf("/live", "minutes=7")).toBe("60");
  expect(rangeOf("/live", "")).toBe("60");
  expect(rangeOf("/", "minutes=1440")).toBe("60");
});

it("the address leaves out the usual range", () => {
  expect([rangeUrl("60"), rangeUrl("10")]).toEqual(["/live", "/live?minutes=10"]);
});
