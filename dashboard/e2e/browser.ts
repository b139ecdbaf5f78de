import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

/** A headless Chromium for a file's tests, whose pages must not complain. */

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const ALONE = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Start a browser; `switches` are its own. */
export const launch = (...switches: string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...QUIET, ...ALONE, ...switches] });

let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterEach(async () => {
  const pages = browser.contexts().flatMap((context) => context.pages());
  await Promise.all(pages.map((page) => page.unrouteAll({ behavior: "ignoreErrors" }))); // some are still answered
  await Promise.all(browser.contexts().map((context) => context.close()));
  // Among them everything that the Content-Security-Policy has stopped.
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => browser.close());

type Options = {
  width?: number;
  height?: number;
  dark?: boolean;
  touch?: boolean;
  /** Pixels of the screen for each of the page. */
  density?: number;
  expected?: RegExp;
  /** Of a browser that stays open after the test. */
  from?: Browser;
  base?: string;
};

/** A page in a fresh profile. */
export async function newPage({
  width = 1440,
  height = 900,
  dark = false,
  touch = false,
  density = 1,
  expected,
  from = browser,
  base = inject("base"),
}: Options = {}): Promise<Page> {
  const options: BrowserContextOptions = {
    baseURL: base,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    deviceScaleFactor: density,
    hasTouch: touch,
    isMobile: touch,
  };
  const page = await (await from.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  const complain = (text: string) => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on("pageerror", (error) => complain(error.message));
  page.on("console", (message) => message.type() === "error" && complain(message.text()));
  return page;
}

export async function open(path: string, options: Options = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(path);
  return page;
}

export const tiles = (page: Page) => page.locator("li a[data-path]");

export const paths = (page: Page) =>
  tiles(page).evaluateAll((links) => links.map((link) => link.getAttribute("data-path") ?? ""));

/** Poll until it holds. */
export const until = expect.poll;
