/** Makes the pages of a store, reads them and checks what they say; with a browser, for what a reader chooses too. */
import type { Browser } from "playwright-core";
import { openStore } from "../../lib/mod.ts";
import type { Random } from "../../lib/numeric/mod.ts";
import { openFile } from "../browser/_browser.ts";
import { run } from "../cli/_run.ts";
import { type Checked, checkPage, type Expected, type Fault, type Kind, QUEUES } from "./_check.ts";
import { carried, type Choice, choiceText, choose, drawChoice, eachChoice, scopeOf } from "./_choices.ts";
import type { Cell, Scope } from "./_counts.ts";
import { yearBefore } from "./_numbers.ts";
import { readPage } from "./_page.ts";
import { loadStore, type SmallStore } from "./_stores.ts";

/** A false statement, and where it stands. */
export interface Found extends Fault {
  readonly store: string;
  readonly page: string;
  /** What was chosen; "–" for the page as it opens. */
  readonly choice: string;
}

/** What a trial found. */
export interface Trial {
  readonly found: Found[];
  readonly counts: Map<Kind, { seen: number; understood: number }>;
  /** Sentences that no pattern understands, with digits as N, and how often they stand. */
  readonly unknown: Map<string, number>;
  /** Pages and choices that were read. */
  pages: number;
  choices: number;
  /** Choices that a page does not offer. */
  readonly refused: string[];
}

/** An empty trial, to be added to. */
export function newTrial(): Trial {
  return { found: [], counts: new Map(), unknown: new Map(), pages: 0, choices: 0, refused: [] };
}

/** A store with its pages. */
export interface Rendered {
  readonly store: SmallStore;
  readonly cells: readonly Cell[];
  /** The folder of the pages. */
  readonly folder: string;
  /** The latest month, which pages show unless told otherwise. */
  readonly manad: string;
}

/**
 * Loads a store and writes its pages as the report command does.
 *
 * @param folder Where; made when it is missing.
 * @param store The store.
 * @param notebooks The notebooks; all that the store covers when none is named.
 */
export async function renderStore(
  folder: string,
  store: SmallStore,
  notebooks: readonly string[] = [],
): Promise<Rendered> {
  const lager = await loadStore(folder, store);
  const named = notebooks.flatMap((name) => ["--anteckningsbok", name]);
  const { code, err } = await run("report", ...named, "--lager", lager, "--ut", `${folder}/sidor`);
  if (code !== 0) throw new Error(`Cannot check the pages of ${store.name} as the report failed: ${err}`);
  using opened = await openStore(lager);
  return { store, cells: await opened.cells(), folder: `${folder}/sidor`, manad: opened.latestMonth() ?? "" };
}

/** Checks each page of a store as it opens. */
export function tryPages(trial: Trial, rendered: Rendered): void {
  const { store: { name, care }, cells, folder, manad } = rendered;
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((file) => file.endsWith(".html"))
    .sort();
  const pages = new Map(files.map((file) => [file, readPage(Deno.readTextFileSync(`${folder}/${file}`))]));
  const said = new Map(
    [...pages].map(([file, { lead, findings, figures }]) => [
      file,
      [lead, ...findings.map(({ text }) => text), ...figures.map(({ headline }) => headline)],
    ]),
  );
  for (const [file, page] of pages) {
    const notebook = file.replace(/\.html$/, "");
    const checked = checkPage(page, { cells, care, notebook, said, scope: opens(manad, notebook) });
    trial.pages++;
    add(trial, checked, { store: name, page: notebook, choice: "–" });
  }
}

/**
 * Checks the first page after choices in a browser: one of each kind, and some drawn.
 *
 * @param trial What is added to.
 * @param rendered The store.
 * @param options The browser, a source of chance, how many are drawn, and which of the first kinds are left out.
 */
export async function tryChoices(
  trial: Trial,
  { store: { name, care }, cells: all, folder, manad }: Rendered,
  { browser, random, drawn, only }: {
    readonly browser: Browser;
    readonly random: Random;
    readonly drawn: number;
    readonly only?: readonly (keyof Choice)[];
  },
): Promise<void> {
  const notebook = "01_vantelaget", file = `${folder}/${notebook}.html`;
  if (!exists(file)) return;
  const cells = carried(all, manad), own = opens(manad, notebook);
  const kinds = eachChoice(all, random).filter((choice) =>
    only === undefined || only.some((kind) => choice[kind] !== undefined)
  );
  const choices = [...kinds, ...Array.from({ length: drawn }, () => drawChoice(all, random))];
  const { page, close } = await openFile(browser, `file://${file}`);
  for (const choice of choices) {
    const text = choiceText(choice);
    if (!await choose(page, choice)) {
      trial.refused.push(`${name}: ${text}`);
      continue;
    }
    const expected: Expected = { cells, care, notebook, scope: scopeOf(choice, cells, own), opens: own };
    trial.choices++;
    add(trial, checkPage(readPage(await page.content()), expected), {
      store: name,
      page: notebook,
      choice: text,
    });
  }
  await close();
}

/** What a page is about when it opens. */
function opens(manad: string, notebook: string): Scope {
  const vardutbud = QUEUES[notebook.slice(0, 2)];
  // The debt is that of a year ago, against the year since.
  if (notebook.startsWith("34")) return opens(yearBefore(manad), "");
  // How long one may wait is asked of all on the list.
  return {
    manad,
    status: "vantande",
    inkl: /^3[01]/.test(notebook),
    limit: 90,
    ...vardutbud && { vardutbud },
  };
}

function add(trial: Trial, checked: Checked, where: Pick<Found, "store" | "page" | "choice">): void {
  for (const fault of checked.faults) trial.found.push({ ...where, ...fault });
  for (const [kind, { seen, understood }] of checked.counts) {
    const sum = trial.counts.get(kind) ?? { seen: 0, understood: 0 };
    trial.counts.set(kind, { seen: sum.seen + seen, understood: sum.understood + understood });
  }
  for (const { kind, sentence } of checked.unknown) {
    const key = `${where.page.slice(0, 2)} ${kind}: ${sentence.replace(/\d+/g, "N")}`;
    trial.unknown.set(key, (trial.unknown.get(key) ?? 0) + 1);
  }
}

/** A found statement as a line. */
export function foundText({ store, page, choice, kind, figure, sentence, wrong }: Found): string {
  return `${store} · ${page} · ${choice} · ${kind}${
    figure === "" ? "" : ` ${figure}`
  } · "${sentence}" → ${wrong}`;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
