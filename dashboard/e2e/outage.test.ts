import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import type { Statistics } from "../src/api/types";
import { newPage, open, tiles, until } from "./browser";

// The page says nothing of one question that it knows from another: neither while the answer is awaited nor when it fails.

const LOST = /Failed to load resource|503|ERR_/;
const result = (page: Page) => page.getByRole("region", { name: "Result" });
const facets = (page: Page) => page.getByRole("complementary").getByRole("list").getByRole("link");
const away = (route: Route) => route.fulfill({ status: 503, json: { detail: "The database is away." } });

/** Search for birds after a search for cats that has succeeded. */
async function birdsAfterCats(answer: (route: Route) => unknown): Promise<Page> {
  const page = await open("/?label=cat", { expected: LOST });
  await tiles(page).first().waitFor();
  await facets(page).first().waitFor();
  await page.route(/\/api\/search\?.*label=bird/, answer);
  await page.getByRole("combobox").fill("bird");
  await page.getByRole("option", { name: /^bird \d/ }).click();
  await until(() => page.url()).toContain("label=bird");
  return page;
}

it.each([
  ["fails", away],
  ["finds the host gone", (route: Route) => route.abort()],
])("a search that %s after another one shows nothing of that, and recovers", async (_, answer) => {
  const page = await birdsAfterCats(answer);
  await page.getByRole("alert").getByText("The search cannot be loaded just now").waitFor();
  expect(await tiles(page).count()).toBe(0);
  expect(await facets(page).count()).toBe(0);
  await page.getByRole("complementary").getByText("The other labels cannot be loaded just now.").waitFor();
  expect(
    await result(page)
      .getByText(/\d+ pictures?/)
      .count(),
  ).toBe(0);
  await page.unroute(/\/api\/search\?.*label=bird/);
  await page.getByRole("button", { name: "Try now" }).click();
  await result(page)
    .getByText(/\d+ pictures?/)
    .waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});

it("a search that is slow shows neither count nor facets nor, for long, pictures of the one before", async () => {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const page = await birdsAfterCats(async (route) => {
    await held;
    await route.continue();
  });
  await result(page).getByText("Searching …").waitFor();
  await until(() => tiles(page).count()).toBe(0);
  expect(await facets(page).count()).toBe(0);
  go();
  await result(page)
    .getByText(/\d+ pictures?/)
    .waitFor();
  await tiles(page).first().waitFor();
});

it("newer pictures are not offered because the pictures of another search are", async () => {
  const page = await open("/?label=cat&label=-bird&sort=newest");
  await page.waitForResponse(/limit=1$/);
  await tiles(page).first().waitFor();
  await page.route(/\/api\/search\?.*limit=1$/, () => {}); // no answer comes
  await page.getByRole("button", { name: "Remove cat" }).click();
  await until(() => page.url()).toMatch(/\/\?label=-bird$/);
  await result(page).and(page.locator("[aria-busy=false]")).waitFor();
  await tiles(page).first().waitFor();
  expect(await page.getByRole("button", { name: "Show newer pictures" }).count()).toBe(0);
});

it("the volume of another range is not shown as this one's", async () => {
  const page = await newPage({ expected: LOST });
  let answer: (route: Route) => unknown = () => {}; // none comes
  await page.route(/\/api\/stats\?minutes=1440/, (route) => answer(route));
  await page.goto("/live");
  const chart = page.locator("section", { has: page.getByRole("heading", { name: "Volume" }) });
  await chart.getByText(/most at/).waitFor();
  await page.getByRole("radio", { name: "24 hours" }).check();
  await chart.getByText("Loading …").waitFor();
  const figure = page.locator("dl dd").first();
  expect(await figure.textContent()).toMatch(/\d/); // figures of no range stay
  await page.getByText(/^Updated/).waitFor();
  answer = away;
  await page.goto("/live");
  await chart.getByText(/most at/).waitFor();
  await page.getByRole("radio", { name: "24 hours" }).check();
  await page.getByRole("alert").getByText("The volume cannot be loaded just now").waitFor();
  await chart.getByText("The database is away.").waitFor();
  expect(await figure.textContent()).toMatch(/\d/);
  await page.getByText(/^Stale, from/).waitFor();
  answer = (route) => route.fulfill({ status: 400, json: { detail: "At most 360 minutes." } }); // which lasts
  await page.getByRole("button", { name: "Try now" }).click();
  await page.getByRole("alert").getByText("The volume cannot be shown").waitFor();
  expect(await figure.textContent()).toMatch(/\d/);
});

it("what the API does not say is told apart from nothing and from what is awaited", async () => {
  const page = await newPage();
  await page.route(/\/api\/stats/, async (route) => {
    const stats = (await (await route.fetch()).json()) as Statistics;
    const { cost: _, workers: __, ...former } = { ...stats, history: [] };
    await route.fulfill({ json: former });
  });
  await page.goto("/live");
  await page.getByText("Nothing was labelled in this time.").waitFor();
  await page.getByText("This API does not say what the work has cost.").waitFor();
  await page.getByText("This API does not name its workers.").waitFor();
});

it("failures without their examples say so", async () => {
  const page = await newPage({ expected: LOST });
  await page.route(/\/api\/search\?.*status=failed/, away);
  await page.goto("/failures");
  await page.getByRole("listitem").getByText("The database is away.").first().waitFor();
});
