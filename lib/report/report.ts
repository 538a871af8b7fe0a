/** One executed notebook as one page. */
import { Buffer } from "node:buffer";
import { type Month, monthName } from "../calendar/mod.ts";
import { type Block, htmlBlocks, type PageContent } from "../document/mod.ts";
import type { ExecutedCell, ExecutedNotebook } from "../notebook/mod.ts";
import { glossaryHtml, linkTerms } from "./_glossary.ts";
import { Headings } from "./_headings.ts";
import { escapeHtml } from "../figures/mod.ts";
import { renderMarkdown } from "./_markdown.ts";
import { type Opening, opening } from "./_opening.ts";
import { Showing } from "./_outputs.ts";
import { pageHtml, pageMarks } from "./_page.ts";
import { provenanceHtml } from "./_provenance.ts";
import { checkPublic } from "./_public_check.ts";
import { withParameterWords } from "./_parameter_words.ts";
import {
  type FigureRecord,
  inventedOf,
  type NeighbourPage,
  type PageReader,
  type Provenance,
  type ReportOptions,
} from "./options.ts";
import { pageScripts, type PageSelections, pageSelections } from "./_selections.ts";
import { ReportError } from "./report_error.ts";

/** How large a page with selections may be, in bytes: it has to be mailed. */
const LARGEST_PAGE = 600_000;

/** A page ready to be written. */
export interface Report {
  /** The file's name: the notebook's, with `.html`. */
  fileName: string;
  /** The whole page. */
  html: string;
  /** The page's title, with its month. */
  title: string;
  /** The question that the notebook asks: its first heading. */
  question: string;
  /** What the page says first: the first finding, else the first chart's or table's headline, else the lead sentence. */
  mainFinding: string;
  /** Who it is for, and its place among their pages; `null` where the notebook does not say. */
  reader: PageReader | null;
  /** What a letter gives the front page: its key figures, findings and first chart, as HTML; empty of any other page. */
  front: string;
  /** The notebook's path. */
  notebook: string;
  /** The values of its parameters. */
  parameters: Readonly<Record<string, unknown>>;
  /** How many code cells were run. */
  cellsRun: number;
  /** How long the run took. */
  seconds: number;
  /** Its figures, in order. */
  figures: readonly FigureRecord[];
  /** How many numbers are hidden for the audience. */
  hiddenCells: number;
  /** The month that it is about. */
  manad: Month;
  /** Where its figures come from. */
  provenance: Provenance;
  /** The page in other formats, to lie beside it. @default none */
  documents?: readonly ReportDocument[];
}

/** A page in another format than HTML. */
export interface ReportDocument {
  /** The file's name. */
  readonly fileName: string;
  /** The file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A page with what it says, of which other formats are made. */
export interface RenderedReport extends Report {
  /** What the page says, freed from its form; read when it is asked for. */
  readonly content: () => PageContent;
}

/**
 * Makes a report (rapport) of an executed notebook: one HTML page that asks the network for nothing and reads without JavaScript.
 *
 * The notebook's first heading is the page's, the paragraph after it the lead, below what the first chart says on a page
 * that begins with one, and each further heading a section.
 * Figures are numbered in the order they come (ids f1, f2… and t1, t2… for tables), code is folded away at the
 * foot, and nothing that came as HTML is let in. The same input gives the same bytes.
 *
 * @param notebook The notebook and its outputs; not changed. "{name}" in its text becomes the value of that parameter.
 * @param options The month, the audience, where the figures come from, and the scripts.
 * @returns The page, and what an index says of it.
 * @throws {ReportError} If the notebook begins without a heading, or a link leads to no place on the page; or if the page
 *   is for the public and shows anything but what its protected month gives.
 *
 * @example A notebook of text and one line of output
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderReport } from "vantelage/report";
 *
 * const report = renderReport({
 *   name: "01_fraga",
 *   path: "notebooks/01_fraga.ipynb",
 *   cells: [
 *     { kind: "text", index: 0, source: "# Vem väntar?\n\nMånga.", outputs: [] },
 *     { kind: "code", index: 1, source: "console.log(1)", outputs: [{ type: "stream", name: "stdout", text: "1\n" }] },
 *   ],
 *   seconds: 1,
 *   parameters: {},
 * }, {
 *   audience: "internal",
 *   manad: "2024-04",
 *   provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: true },
 * });
 * assert.equal(report.fileName, "01_fraga.html");
 * assert.equal(report.title, "Vem väntar? april 2024");
 * assert.equal(report.mainFinding, "Många.");
 * ```
 */
export function renderReport(notebook: ExecutedNotebook, options: ReportOptions): RenderedReport {
  const executed = withParameterWords(notebook);
  if (options.audience === "public") checkPublic(executed, options);
  const { question, lead, meta, rest, reader } = opening(executed), fileName = `${executed.name}.html`;
  const invented = inventedOf(options.provenance);
  const files = (options.pages ?? []).map(({ fileName }) => fileName);
  const pages = (notebook: string) => files.find((file) => file === `${notebook}.html`) ?? null;
  const comments = (options.comments ?? []).filter(({ page, manad }) =>
    page === executed.name && manad === options.manad
  );
  const written = (selections: PageSelections | null) => {
    const headings = new Headings();
    const showing = new Showing(executed.cells, headings, { selections, invented, pages, comments });
    const matter = matterHtml(executed.cells, rest, headings, showing);
    headings.own("om", "Om siffrorna");
    const begins = leadHtml(lead, showing, selections !== null) +
      (meta.trim() ? `<div class="meta">${linkTerms(renderMarkdown(meta, headings))}</div>` : "") +
      showing.pageComments();
    const html = pageHtml({
      title: titleOf(question.text, options),
      // A name such as CT-PET stays on one line.
      heading: question.html.replace(/(?<=\p{Lu})-(?=\p{Lu})/gu, "\u2011"),
      opening: begins,
      navigation: navigationHtml(headings),
      main: `${matter}\n${glossaryHtml(options.manad)}${aroundHtml(executed.name, options.pages)}`,
      code: codeHtml(executed.cells, showing, options),
      parameters: executed.parameters,
      scripts: options.client ? pageScripts(options.client, selections, matter) : undefined,
      selections: selections !== null,
    }, options);
    return { html, showing, begins, matter };
  };
  const selections = options.client?.program ? pageSelections(executed, invented) : null;
  const whole = written(selections), over = Buffer.byteLength(whole.html) - LARGEST_PAGE;
  // What a reader may choose from has the room that the page leaves.
  const { html, showing, begins, matter } = selections !== null && over > 0
    ? written(selections.without(over))
    : whole;
  checkLinks(executed.name, html);
  return {
    fileName,
    html,
    title: titleOf(question.text, options),
    question: question.text,
    mainFinding: showing.finding ?? showing.drawnHeadline ?? showing.headlines[0] ?? lead?.text ?? "",
    reader,
    // Its figures stand on the letter.
    front: showing.front.replaceAll('href="#', `href="${encodeURIComponent(fileName)}#`),
    notebook: executed.path,
    parameters: executed.parameters,
    cellsRun: executed.cells.filter(({ kind }) => kind === "code").length,
    seconds: executed.seconds,
    figures: showing.figures,
    hiddenCells: options.published?.hidden ?? 0,
    manad: options.manad,
    provenance: options.provenance,
    content: () => ({
      name: executed.name,
      title: question.text,
      manad: options.manad,
      marks: pageMarks(options),
      invented,
      opening: [...uncoveredBlocks(options), ...htmlBlocks(begins)],
      matter: htmlBlocks(matter, (id) => showing.figureBlock(id)),
      about: htmlBlocks(glossaryHtml(options.manad) + provenanceHtml(executed.parameters, options)),
    }),
  };
}

/** What the month's deliveries do not cover, as the page says it. */
function uncoveredBlocks({ provenance: { uncovered = [] } }: ReportOptions): Block[] {
  return uncovered.map((text) => ({ block: "paragraph", text }));
}

/**
 * A notebook's page as the pages beside it link to it.
 *
 * @param executed The notebook.
 * @returns Its file and its question.
 * @throws {ReportError} If the notebook begins without a heading.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { neighbourPage } from "vantelage/report";
 * const cells = [{ kind: "text", index: 0, source: "# Vem väntar?", outputs: [] }] as const;
 * const executed = { name: "01", path: "01.ipynb", cells: [...cells].map((cell) => ({ ...cell, outputs: [] })), seconds: 1,
 *   parameters: {} };
 * assert.deepEqual(neighbourPage(executed), { fileName: "01.html", question: "Vem väntar?" });
 * ```
 */
export function neighbourPage(executed: ExecutedNotebook): NeighbourPage {
  const { question } = opening(withParameterWords(executed));
  return { fileName: `${executed.name}.html`, question: question.text };
}

/**
 * The lead: the page's first finding, else what its first chart or table says, and then what the notebook says. A finding
 * follows what a reader chooses; a headline is not shown then.
 */
function leadHtml(lead: Opening["lead"], showing: Showing, hasSelections: boolean): string {
  const headline = showing.finding === null ? showing.drawnHeadline ?? showing.headlines.at(0) : undefined;
  const said = showing.lead ?? (headline === undefined ? null : `${escapeHtml(headline)}.`);
  const own = lead === null
    ? ""
    : `<p class="${said === null ? "lead" : "ingress"}">${linkTerms(lead.html)}</p>\n`;
  return said === null
    ? own
    : `<p class="lead"${
      !hasSelections ? "" : showing.lead === null ? " data-own" : ' id="svar"'
    }>${said}</p>\n${own}`;
}

/** The way to the list of all pages, and to those before and after; empty for a page by itself. */
function aroundHtml(name: string, pages: readonly NeighbourPage[] = []): string {
  const place = pages.findIndex(({ fileName }) => fileName === `${name}.html`);
  if (place < 0) return "";
  const link = (page: NeighbourPage | undefined, rel: string, word: string) =>
    page === undefined
      ? ""
      : `<li><a rel="${rel}" href="${encodeURIComponent(page.fileName)}">${word}: ${
        escapeHtml(page.question)
      }</a></li>`;
  return `\n<nav class="around" aria-label="Andra sidor"><ul><li><a href="index.html">Alla sidor</a></li>${
    link(pages[place - 1], "prev", "Föregående")
  }${link(pages[place + 1], "next", "Nästa")}</ul></nav>`;
}

function titleOf(question: string, { manad }: ReportOptions): string {
  return `${question}${/[.?!]$/.test(question) ? "" : ","} ${monthName(manad)}`;
}

/**
 * What the cells show, in order; their code stands at the page's foot.
 */
function matterHtml(
  cells: readonly ExecutedCell[],
  rest: string,
  headings: Headings,
  showing: Showing,
): string {
  const opened = cells.findIndex((cell) => cell.kind === "text");
  const parts = [renderMarkdown(rest, headings)];
  for (const [i, cell] of cells.entries()) {
    if (cell.kind === "text") {
      if (i !== opened) parts.push(linkTerms(renderMarkdown(cell.source, headings)));
      continue;
    }
    if (!cell.outputs.length) continue;
    if (!headings.contents.length) {
      headings.own("laget", "Läget i korthet");
      parts.push(`<h2 id="laget" class="sr">Läget i korthet</h2>`);
    }
    parts.push(showing.cellHtml(cell));
  }
  return parts.filter(Boolean).join("\n");
}

/** All code of the page in one fold, for those who want to see how it was made; the public and a letter's readers do not. */
function codeHtml(cells: readonly ExecutedCell[], showing: Showing, { audience }: ReportOptions): string {
  const code = cells.filter(({ kind }) => kind === "code").map(({ source }) => source).join("\n\n");
  if (code === "" || audience === "public" || showing.front !== "") return "";
  // Between tags a quotation mark is only itself.
  return `<details class="code"><summary>Visa kod</summary><pre><code>${
    escapeHtml(code).replaceAll("&quot;", '"')
  }</code></pre></details>`;
}

/** The contents, folded; a wide page opens them by its styles, where the browser can. */
function navigationHtml(headings: Headings): string {
  const items = headings.contents.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`);
  return `<nav aria-label="Innehåll"><details><summary>Innehåll</summary><ol>${
    items.join("")
  }</ol></details></nav>`;
}

/** A link to a figure that is no longer there must be found by its author, not by a reader. */
function checkLinks(name: string, html: string): void {
  const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
  const lost = [...html.matchAll(/\shref="#([^"]+)"/g)].find(([, id]) => !ids.has(id));
  if (lost) {
    throw new ReportError(
      `Kan inte skriva rapporten "${name}": länken #${lost[1]} leder inte till något på sidan`,
    );
  }
}
