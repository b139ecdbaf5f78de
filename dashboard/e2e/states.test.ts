import { expect, it } from "vitest";
import type { Image, SearchResult } from "../src/api/types";
import { newPage, open, tiles, until } from "./browser";

const LOST = /Failed to load resource|503|ERR_|Failed to fetch|Unable to preload|CodeMissing/;

it.each(["/", "/explore", "/live", "/graph", "/failures"])(
  "with the API down %s says so, and recovers by itself",
  async (path) => {
    const page = await newPage({ expected: LOST });
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(path);
    await page.getByRole("alert").getByText("cannot be loaded just now").waitFor();
    await page.getByText("No answer").waitFor();
    await page.unroute("**/api/**");
    await page.getByRole("alert").waitFor({ state: "detached", timeout: 30_000 });
    await until(() => page.getByText("No answer").count(), { timeout: 15_000 }).toBe(0);
  },
);

it("what was loaded stays while the API is away, and is said to be stale", async () => {
  const page = await open("/live", { expected: LOST });
  await page.getByText(/Updated/).waitFor();
  await page.route("**/api/**", (route) =>
    route.fulfill({ status: 503, json: { detail: "The database is away." } }),
  );
  await page.getByText(/^Stale, from/).waitFor();
  await page.getByText(/No answer/).waitFor();
  expect(await page.locator("dl dd").first().textContent()).toMatch(/\d/);
});

it("a page whose code cannot be fetched says that the host is gone, and comes when that is back", async () => {
  const page = await open("/", { expected: LOST });
  await tiles(page).first().waitFor();
  await page.context().route("**/*", (route) => route.abort());
  await page.getByRole("link", { name: "Live" }).click();
  await page.getByRole("alert").getByText("This page cannot be loaded just now").waitFor();
  expect(await page.getByText("newer version").count()).toBe(0);
  await page.context().unroute("**/*");
  await page.locator("canvas").waitFor({ timeout: 30_000 });
});

it("a page whose code is no longer there says that there is a newer version", async () => {
  const page = await open("/", { expected: LOST });
  await tiles(page).first().waitFor();
  await page.route(/:\d+\/$/, async (route) => {
    const html = await (await route.fetch()).text();
    await route.fulfill({
      body: html.replace(/assets\/index-/, "assets/index-newer"),
      contentType: "text/html",
    });
  });
  await page.route(/assets\/LivePage/, (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "Live" }).click();
  await page.getByRole("alert").getByText("There is a newer version of this page").waitFor();
  await page.unroute(/assets\/LivePage/);
  await page.unroute(/:\d+\/$/);
  await page.getByRole("button", { name: "Load it" }).click();
  await page.locator("canvas").waitFor();
});

it("offline is told apart", async () => {
  const page = await open("/", { expected: LOST });
  await tiles(page).first().waitFor();
  await page.context().setOffline(true);
  await page.getByText(/^Offline/).waitFor();
  expect(await tiles(page).count()).toBeGreaterThan(10);
  await page.context().setOffline(false);
  await until(() => page.getByText(/^Offline/).count(), { timeout: 15_000 }).toBe(0);
});

it("without any picture the page says how to get some, and shows the first by itself", async () => {
  const page = await newPage();
  const none = { items: [], next_cursor: null, understood: [], suggestions: [], facets: null };
  const requests = ["search?**", "labels?**", "covers?**", "folders?**", "graph?**", "failures"].map(
    (each) => `**/api/${each}`,
  );
  await page.route("**/api/search?**", (route) => route.fulfill({ json: none }));
  await page.route("**/api/labels?**", (route) => route.fulfill({ json: { items: [], counted_at: null } }));
  await page.route("**/api/covers?**", (route) =>
    route.fulfill({ json: { label: null, above: [], items: [], counted_at: null } }),
  );
  await page.route("**/api/folders?**", (route) => route.fulfill({ json: { items: [], next_cursor: null } }));
  await page.route("**/api/graph?**", (route) =>
    route.fulfill({ json: { nodes: [], edges: [], images: 0 } }),
  );
  await page.route("**/api/failures", (route) => route.fulfill({ json: { items: [], counted_at: null } }));
  for (const path of ["/graph", "/explore"]) {
    await page.goto(path);
    await page.getByText("No labels yet").waitFor();
  }
  await page.goto("/failures");
  await page.getByText("Nothing has failed").waitFor();
  await page.goto("/");
  await page.getByText("No pictures yet").waitFor();
  for (const each of requests) await page.unroute(each);
  await tiles(page).first().waitFor();
  const covers = page.getByRole("region", { name: "What is on the pictures" });
  await covers.getByRole("listitem").first().waitFor();
});

it("where little is found the page goes on by itself, and then if asked to", async () => {
  const page = await newPage();
  let requests = 0;
  const none = { items: [], next_cursor: "on", understood: [], suggestions: [], facets: null };
  await page.route("**/api/search?**", async (route) => {
    const isPage = /limit=(60|200)/.test(route.request().url());
    if (isPage) requests += 1;
    if (requests <= 7) await route.fulfill({ json: isPage ? none : { ...none, next_cursor: null } });
    else await route.fulfill({ response: await route.fetch({ url: withoutCursor(route.request().url()) }) });
  });
  await page.goto("/?label=tabby");
  const further = page.getByRole("button", { name: "Search further" });
  await further.waitFor();
  expect(requests).toBe(5);
  await page.getByText("No picture so far").waitFor();
  expect(await page.getByText("No picture has").count()).toBe(0);
  await further.click();
  await tiles(page).first().waitFor();
});

it("a further page that is refused is asked for once, and then only if the reader wants it", async () => {
  const page = await newPage({ expected: /400/ });
  let refused = 0;
  await page.route("**/api/search?**", async (route) => {
    if (route.request().url().includes("cursor=")) {
      refused += 1;
      return route.fulfill({ status: 400, json: { detail: "This cursor is of another search." } });
    }
    const result = (await (await route.fetch()).json()) as SearchResult;
    return route.fulfill({ json: { ...result, next_cursor: "on" } });
  });
  await page.goto("/?label=animal");
  await page.getByText("This cursor is of another search.").waitFor();
  const last = tiles(page).last();
  await last.click(); // which is near the end, so that the image asks for more
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(500);
  expect(refused).toBe(1);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await until(() => refused).toBe(2);
  await page.getByText("This cursor is of another search.").waitFor();
});

function withoutCursor(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("cursor");
  return url.href;
}

it("a page that is not there says so", async () => {
  const page = await newPage({ expected: /404/ });
  expect((await page.goto("/nothing"))?.status()).toBe(404);
  await page.getByText("There is no such page").waitFor();
});

it("an API that knows no broader labels is enough", async () => {
  const page = await newPage();
  await page.route("**/api/search?**", async (route) => {
    const { understood: _, ...result } = (await (await route.fetch()).json()) as SearchResult;
    await route.fulfill({ json: { ...result, items: result.items.map(former) } });
  });
  await page.route("**/api/images/**", async (route) => {
    await route.fulfill({ json: former((await (await route.fetch()).json()) as Image) });
  });
  await page.goto("/?label=tabby");
  await tiles(page).first().click();
  const view = page.getByRole("dialog");
  await view.getByRole("link", { name: "tabby" }).waitFor();
  await view.getByText("Technical facts").click();
  await view.getByRole("link", { name: "efficientnet-lite0", exact: true }).waitFor();
  expect(await view.getByText("In general:").count()).toBe(0);
});

/** Return an image as it was before there were broader labels and several models. */
function former({ broader: _, models: __, ...image }: Image) {
  return { ...image, labels: image.labels.map(({ name, score }) => ({ name, score })) };
}
