import { describe, expect, it } from "vitest";
import {
  canSortByScore,
  EMPTY,
  parseState,
  sortOf,
  termOf,
  titleOf,
  toQuery,
  toUrl,
  withReplaced,
  withTerm,
} from "./state";

const read = (url: string) => parseState(url.slice(url.indexOf("?")));

describe("an address", () => {
  it.each([
    "/?label=tiger+cat&label=-tabby&min_score=0.3&sort=newest",
    "/?label=cat&label=dog&match=any",
    "/?prefix=animals%2F&status=failed&error=image_damaged&model=m+1",
    "/?label=cat&image=a+folder%2Fb%26c.png",
    "/?label=%E7%8C%AB",
  ])("says the same after reading: %s", (url) => {
    expect(toUrl(read(url))).toBe(url);
  });

  it("that is empty is the front page", () => {
    expect(toUrl(read("?"))).toBe("/");
    expect(read("?")).toEqual(EMPTY);
  });

  it("with nonsense is read as far as it makes sense", () => {
    const state = read(
      "/?label=&label=-&label=Cat&label=c_a_t&label=cat&sort=worst&match=none&min_score=7&x=1",
    );
    expect(state.terms.map((term) => term.name)).toEqual(["Cat", "c_a_t"]);
    expect(state).toMatchObject({ sort: "", match: "all", minScore: 0 });
  });
});

describe("a search", () => {
  it("sorts by score only where there is one", () => {
    expect(sortOf(read("/"))).toBe("newest");
    expect(sortOf(read("/?label=cat"))).toBe("score");
    expect(sortOf(read("/?label=cat&label=dog"))).toBe("score");
    expect(canSortByScore(read("/?label=cat&label=dog&match=any"))).toBe(false);
    expect(canSortByScore(read("/?label=-cat"))).toBe(false);
  });

  it("leaves out what the API would refuse", () => {
    const state = read("/?label=-cat&min_score=0.5&sort=score&match=any&image=x.png");
    expect(toQuery(state)).toBe("label=-cat&status=labelled");
  });

  it("finds what failed where it is looked for, and not among all pictures", () => {
    expect(toQuery(read("/"))).toBe("status=labelled");
    expect(toQuery(read("/?prefix=a%2F"))).toBe("prefix=a%2F");
    expect(toQuery(read("/?error=blob_empty"))).toBe("error=blob_empty");
  });

  it("has a label once, as it was chosen last", () => {
    const state = withTerm(read("/?label=tiger_cat&label=dog"), { name: "Tiger cat", excluded: true });
    expect(new URLSearchParams(toQuery(state)).getAll("label")).toEqual(["dog", "-Tiger cat"]);
  });
});

it("a label takes the place of another one, once", () => {
  const state = read("/?label=cat&label=-tabbi&label=tabby&prefix=a%2F");
  expect(toUrl(withReplaced(state, "tabbi", "tabby"))).toBe("/?label=cat&label=-tabby&prefix=a%2F");
});

it("a leading minus excludes", () => {
  expect(termOf(" - dog ")).toEqual({ name: "dog", excluded: true });
  expect(termOf("T-shirt")).toEqual({ name: "T-shirt", excluded: false });
  expect(termOf(" -")).toBeNull();
});

it("is named in the tab", () => {
  expect(titleOf(read("/?label=cat&label=-dog&prefix=a%2F"))).toBe("cat, not dog, a/");
  expect(titleOf(EMPTY)).toBe("Search");
});
