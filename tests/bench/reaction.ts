/** How soon a report with selections answers its reader. */
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser, openFile, settled } from "../browser/_browser.ts";
import { ROOT } from "../_checkout.ts";

/** The controls, and where the reader looks meanwhile: at the top, or at a figure. */
const KINDS = [
  { name: "ett vårdutbud", control: "#urval-vardutbud" },
  { name: "månad", control: "#urval-manad" },
  { name: "ägarform", control: "#urval-agarform" },
  { name: "region eller sjukhus", control: "#urval-plats" },
  { name: "gräns", control: "#urval-grans", values: ["30", "60", "91", "120", "180", "365"] },
  { name: "väntande eller genomförda", control: "[name=urval-status]" },
  { name: "regioner eller sjukhus", control: "[name=urval-niva]" },
  { name: "med PvV och MoV", control: "#urval-inkl" },
] as const;

interface Reaction {
  /** Milliseconds of the page's own work before the browser paints. */
  readonly work: number;
  /** Milliseconds until the frame that shows the choice is painted. */
  readonly painted: number;
}

/**
 * Measures, in a browser without a window, the time from the change of a control until the frame that shows it is
 * painted, and prints medians. Without a page it first runs 01_vantelaget on the store: in the sample thirteen months,
 * seven regions, twenty-five hospitals and twenty-two vårdutbud.
 *
 * @param args `[--page FILE] [--lager DIR]`
 */
async function reaction(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { page: { type: "string" }, store: { type: "string" } },
  });
  const folder = await Deno.makeTempDir();
  const file = values.page ?? await writePage(folder, values.store);
  const browser = await openBrowser();
  const { page, close } = await openFile(browser, pathToFileURL(await Deno.realPath(file)).href);
  console.log("| val | place | n | median ms | 90 % | of it work |\n| --- | --- | --: | --: | --: | --: |");
  const all: Reaction[] = [];
  for (const place of ["top", "#f1", "#t2"]) {
    await page.evaluate((selector) => document.querySelector(selector)?.scrollIntoView(), place);
    for (const kind of KINDS) {
      const measured: Reaction[] = [];
      for (const step of await stepsOf(page, kind.control, "values" in kind ? kind.values : [])) {
        measured.push(await page.evaluate(react, step));
        await settled(page);
      }
      all.push(...measured);
      print(kind.name, place, measured);
    }
  }
  print("alla", "", all);
  await close();
  await browser.close();
  await Deno.remove(folder, { recursive: true });
}

async function writePage(folder: string, store?: string): Promise<string> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["task", "--quiet", "report", "--anteckningsbok", "01_vantelaget", "--ut", folder],
      ...(store === undefined ? [] : ["--lager", store]),
    ],
    cwd: ROOT,
    stdout: "null",
  }).output();
  if (!success) throw new Error("Cannot measure as the report could not be written");
  return `${folder}/01_vantelaget.html`;
}

interface Step {
  readonly control: string;
  readonly index: number;
  readonly value: string | null;
}

/** Every value of a control once, and at last the one it has. */
async function stepsOf(page: Page, control: string, values: readonly string[]): Promise<Step[]> {
  return await page.evaluate(([control, values]) => {
    const found = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(control)];
    const [first] = found;
    if (first instanceof HTMLSelectElement) {
      const others = [...first.options].map(({ value }) => value).filter((value) => value !== first.value);
      return [...others, first.value].map((value) => ({ control, index: 0, value }));
    }
    if (first.type === "number") {
      return [...values, first.value].map((value) => ({ control, index: 0, value }));
    }
    const order = first.type === "radio" ? [1, 0, 1, 0, 1, 0] : [0, 0, 0, 0, 0, 0];
    return order.map((index) => ({ control, index, value: null }));
  }, [control, [...values]] as const);
}

/** Runs in the page: changes a control as a reader does, and waits for the frame after. */
async function react({ control, index, value }: Step): Promise<Reaction> {
  const input = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(control)[index];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const start = performance.now();
  if (value === null) input.click();
  else {
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const work = performance.now() - start;
  await frame();
  // What is posted in a frame comes after it is painted.
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  return { work, painted: performance.now() - start };
}

function print(name: string, place: string, measured: readonly Reaction[]): void {
  const sorted = (key: keyof Reaction) => measured.map((reaction) => reaction[key]).sort((a, b) => a - b);
  const at = (key: keyof Reaction, part: number) =>
    sorted(key)[Math.floor((measured.length - 1) * part)].toFixed(0);
  console.log(
    `| ${
      [name, place, measured.length, at("painted", 0.5), at("painted", 0.9), at("work", 0.5)].join(" | ")
    } |`,
  );
}

if (import.meta.main) await reaction(Deno.args);
