import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { BROWSERS } from "../../lib/cli/_pdf.ts";

/** A browser: the system's Chromium where there is one, else the one that came as a package. */
export async function openBrowser(): Promise<Browser> {
  const system = BROWSERS.find(exists);
  return await chromium.launch({
    executablePath: system ?? await sparticuz.executablePath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
    ],
  });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A page opened from disk, and all that it said or asked the network for. */
export interface Opened {
  readonly page: Page;
  /** Console messages, errors and requests beside the file itself. */
  readonly said: readonly string[];
  close(): Promise<void>;
}

/** Opens a file in a browser that is offline, and waits until its scripts have added what is `ready`. */
export async function openFile(
  browser: Browser,
  url: string,
  { ready = "#urval summary", ...options }: BrowserContextOptions & { readonly ready?: string } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url.split("#")[0]) said.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.waitForSelector(ready);
  return { page, said, close: () => context.close() };
}

/** Waits until every figure follows the view. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector("main:not([aria-busy])");
}
