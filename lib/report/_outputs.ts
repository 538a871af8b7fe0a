/** What the cells show, as HTML: the content of figures and panels in its place, everything else as text. */
import type { ExecutedCell, Output } from "../notebook/mod.ts";
import {
  escapeHtml,
  type Figure,
  FIGURE_MIME,
  type FigurePlaces,
  type FigureReference,
  type PageFiles,
  type Panel,
  PANEL_MIME,
} from "../figures/mod.ts";
import type { FigureBlock } from "../document/mod.ts";
import { inventedMark } from "../reference/invented.ts";
import { SELECTIONS_MIME } from "../selection/embedded.ts";
import { leadOf } from "../figures/marks/lead.ts";
import { figureOf, panelOf } from "./_content.ts";
import { commentsHtml } from "./_comments.ts";
import type { Headings } from "./_headings.ts";
import { renderMarkdown } from "./_markdown.ts";
import type { PageSelections } from "./_selections.ts";
import type { FigureRecord, PageComment } from "./options.ts";

/** How much of a printed text a page shows. */
const SHOWN = { lines: 40, characters: 6000 };

/** The figures and findings of one page, numbered as they come. */
export class Showing {
  /** What the first panel of findings says first; `null` before it. */
  finding: string | null = null;
  /** The first finding of the page as HTML, which is then its lead and not in the list; `null` where findings come later. */
  lead: string | null = null;
  /** The figures' headlines so far. */
  readonly headlines: string[] = [];
  /** The headline of the first figure with a chart, before it `null`: it says more than a table's. */
  drawnHeadline: string | null = null;
  /** The head of a letter, its key figures, findings and first chart, for a front page; empty on a page that is no letter. */
  front = "";
  #isLetter = false;
  readonly #figures: ReadonlyMap<Output, NumberedFigure>;
  readonly #places: FigurePlaces;
  readonly #headings: Headings;

  readonly #selections: PageSelections | null;
  readonly #pages: PageFiles;

  readonly #invented: readonly string[];
  readonly #comments: readonly PageComment[];

  constructor(
    cells: readonly ExecutedCell[],
    headings: Headings,
    { selections, invented, pages, comments }: {
      selections: PageSelections | null;
      invented: readonly string[];
      pages: PageFiles;
      comments: readonly PageComment[];
    },
  ) {
    this.#comments = comments;
    this.#invented = invented;
    this.#figures = numbered(cells);
    this.#pages = pages;
    this.#places = placesOf([...this.#figures.values()]);
    this.#headings = headings;
    this.#selections = selections;
  }

  /** What is said of the page as a whole, and of figures that it does not have. */
  pageComments(): string {
    const figures = [...this.#figures.values()];
    const others = this.#comments.filter((comment) => !figures.some((figure) => isAbout(comment, figure)));
    return commentsHtml(
      others.map(({ figure, figureName = null, ...said }) => ({
        ...said,
        figure: figureName === null ? figure : `${figure}, som inte längre är med,`,
      })),
    );
  }

  /** The figures of the page in order, each with what a comment is tied to. */
  get figures(): FigureRecord[] {
    return [...this.#figures.values()].map(({ figure: { headline }, number, name }) => ({
      number,
      name,
      headline,
    }));
  }

  /** A figure of the page by its id; `null` when there is none. */
  figureBlock(id: string): FigureBlock | null {
    const found = [...this.#figures.values()].find((figure) => figure.id === id);
    if (found === undefined) return null;
    const { figure, number } = found;
    return { block: "figure", number, figure, mark: inventedMark(this.#invented, figure.rests) };
  }

  /** All that a cell shows; empty when it shows nothing. */
  cellHtml(cell: ExecutedCell): string {
    return cell.outputs.map((output) => this.#outputHtml(output)).join("\n");
  }

  #outputHtml(output: Output): string {
    if (output.type === "stream") return printedHtml(output.text, "stream");
    if (output.type === "error") return printedHtml(`${output.ename}: ${output.evalue}`, "stream");
    const { data } = output, figure = this.#figures.get(output);
    if (SELECTIONS_MIME in data) return this.#selections ? `<div id="urval" hidden></div>` : "";
    if (figure !== undefined) return this.#figureHtml(figure);
    if (PANEL_MIME in data) return this.#panelHtml(panelOf(data[PANEL_MIME]));
    const markdown = data["text/markdown"];
    if (typeof markdown === "string") return renderMarkdown(markdown, this.#headings);
    const text = data["text/plain"];
    if (typeof text === "string") return printedHtml(text, "result");
    const types = Object.keys(data).join(", ");
    return types && `<p class="note">Resultatet visas inte i rapporten (${escapeHtml(types)}).</p>`;
  }

  #figureHtml({ figure, number, name, id }: NumberedFigure): string {
    this.headlines.push(figure.headline);
    if (figure.hasChart) {
      if (this.drawnHeadline === null && this.#isLetter) {
        this.front += figure.html({ id, invented: this.#invented });
      }
      this.drawnHeadline ??= figure.headline;
    }
    this.#selections?.figure(id, number, figure);
    const said = this.#comments.filter((comment) => isAbout(comment, { number, name }))
      .map((comment) => ({ ...comment, figure: number }));
    return figure.html({ number, id, invented: this.#invented }) + commentsHtml(said);
  }

  #panelHtml(panel: Panel): string {
    const html = panel.html(this.#places, { pages: this.#pages, invented: this.#invented });
    this.#isLetter ||= panel.kind === "letterHead";
    // Findings after a figure are where to go from it.
    if (this.#isLetter || this.headlines.length === 0) this.finding ??= panel.toJSON().says ?? null;
    const isFirst = this.lead === null && this.headlines.length === 0;
    const split = isFirst && panel.kind === "findings" ? leadOf(html) : null;
    if (split !== null) this.lead = split.lead;
    if (this.#isLetter) this.front += html;
    const id = this.#selections?.panel(panel, this.#places, split !== null) ?? null;
    const shown = split?.rest ?? html;
    return id === null ? shown : `<div id="${id}">${shown}</div>`;
  }
}

/** A figure of a page, with what it is called there. */
interface NumberedFigure {
  readonly figure: Figure;
  /** "Figur 1", "Tabell 1". */
  readonly number: string;
  /** Its kind, with a number from the second of the kind on: the same whatever other figures the page has. */
  readonly name: string;
  /** "f1", "t1". */
  readonly id: string;
}

/** Whether a comment is about a figure: by what it was then, or by its number where that is not known. */
function isAbout(
  { figure, figureName = null }: PageComment,
  { number, name }: Pick<NumberedFigure, "number" | "name">,
): boolean {
  return figureName === null ? figure === number : figureName === name;
}

/** The figures that cells show, charts and tables numbered as they come. */
function numbered(cells: readonly ExecutedCell[]): Map<Output, NumberedFigure> {
  const figures = new Map<Output, NumberedFigure>();
  const kinds = new Map<string, number>();
  let charts = 0, tables = 0;
  for (const output of cells.flatMap(({ outputs }) => outputs)) {
    if (!("data" in output) || SELECTIONS_MIME in output.data || !(FIGURE_MIME in output.data)) continue;
    const figure = figureOf(output.data[FIGURE_MIME]);
    const [number, id] = figure.hasChart
      ? [`Figur ${++charts}`, `f${charts}`]
      : [`Tabell ${++tables}`, `t${tables}`];
    const before = kinds.get(figure.kind) ?? 0,
      name = before === 0 ? figure.kind : `${figure.kind} ${before + 1}`;
    kinds.set(figure.kind, before + 1);
    figures.set(output, { figure, number, name, id });
  }
  return figures;
}

/** Where figures are: the first that says the same of the same when several do. */
function placesOf(figures: readonly NumberedFigure[]): FigurePlaces {
  const key = ({ kind, headline, subtitle }: FigureReference) => JSON.stringify([kind, headline, subtitle]);
  const ids = new Map(figures.toReversed().map(({ figure, id }) => [key(figure), id]));
  return (figure) => ids.get(key(figure)) ?? null;
}

/** Printed text, cut when it is long: a report is to be read, and the whole is in the notebook. */
function printedHtml(text: string, kind: "stream" | "result"): string {
  const lines = text.replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, SHOWN.lines).join("\n").slice(0, SHOWN.characters);
  const left = lines.length - shown.split("\n").length;
  const cut = shown.length < lines.join("\n").length;
  const note = left > 0 ? `${left} ${left === 1 ? "rad" : "rader"} till` : "Resten";
  return `<pre class="${kind}" tabindex="0" role="group" aria-label="Utskrift">${escapeHtml(shown)}</pre>` +
    (cut ? `\n<p class="note">Avkortad. ${note} visas i anteckningsboken.</p>` : "");
}
