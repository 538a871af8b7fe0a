import { columnsText } from "./_columns_text.ts";
import type { FigureData } from "./content.ts";
import { drawingDocument } from "./drawing_document.ts";
import { escapeHtml } from "./escape_html.ts";
import { type FigureTable, rowsTold, SHOWN_ROWS, tableHtml } from "./figure_table.ts";
import { inventedMark, inventedSources } from "../../reference/invented.ts";
import { jupyterHtml } from "./_jupyter.ts";
import { markHtml } from "./_mark.ts";
import type { ColourName, Palette } from "./palette.ts";
import { svgText } from "./_svg_text.ts";

/** The MIME type under which a figure hands over its content. */
export const FIGURE_MIME = "application/vnd.vantelage.figure+json";

/** The widths in pixels that every chart is drawn for: a page and a telephone. */
export type FigureWidth = 680 | 345;

/** What a chart is drawn on. */
export interface Frame {
  /** The width in pixels. */
  readonly width: FigureWidth;
  /** The document that makes the elements. */
  readonly document: Document;
}

const LONG_TABLE_ROWS = 15;

/** What a figure is made of: as {@linkcode FigureData}, with the chart still to be drawn. */
export interface FigureContent extends Omit<FigureData, "chart"> {
  /** Draws the chart; left out when the table is the figure. */
  readonly draw?: (frame: Frame) => Element;
}

/** How a figure stands on a page. */
export interface FigureHtmlOptions {
  /** What it is called, for example "Figur 1". */
  readonly number?: string;
  /** Its id on the page. @default the figure's kind */
  readonly id?: string;
  /** The widths that its chart is drawn for; a page that redraws needs only the one it shows. @default both */
  readonly widths?: readonly FigureWidth[];
  /** Whether the table behind a chart is left out, to be put into its `details` later. @default {false} */
  readonly folded?: boolean;
  /** How many rows of its table are shown; the others can be sorted in, and all are counted. @default all */
  readonly rows?: number;
  /** The kinds of which data is invented: a figure that rests on one of them is marked. @default none */
  readonly invented?: readonly string[];
}

/** How a chart is made a picture by itself. */
export interface PictureOptions {
  /** The width of the chart in pixels. @default {680} */
  readonly width?: FigureWidth;
  /** Whether headline and subtitle are over the chart, with room around it all. @default {true} */
  readonly titled?: boolean;
  /** The kinds of which data is invented: what rests on one of them is marked. @default those read so far */
  readonly invented?: readonly string[];
  /** Pixels of a PNG for each pixel of the chart. @default {2} */
  readonly scale?: number;
}

/** Makes a PNG of a figure. */
type Pictures = (figure: Figure, options: PictureOptions) => Promise<Uint8Array<ArrayBuffer>>;

let pictures: Pictures | null = null;

/** Says what makes pictures; the folder's mod.ts does, and no browser. */
export function providePictures(make: Pictures): void {
  pictures = make;
}

/**
 * A chart with its finding, its alternative text and its numbers. It shows itself in Jupyter, draws itself for wide
 * and narrow pages, and hands over its content, which a report shows as it is. The same rows give the same bytes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Figure } from "vantelage";
 * const figure = new Figure({ kind: "demo", headline: "Ingen väntar", subtitle: "april 2024",
 *   alt: "Tom tabell.", table: { caption: "Väntande", columns: [{ key: "a", label: "A", format: "text" }], rows: [] } });
 * assert.match(figure.html({ id: "f1", number: "Figur 1" }), /<h3 id="f1-h">Ingen väntar<\/h3>/);
 * ```
 */
export class Figure {
  readonly #content: FigureContent;
  readonly #drawn: Partial<Record<FigureWidth, string>>;

  /**
   * Makes a figure of its parts.
   *
   * @param content What the figure is made of, or what one handed over.
   */
  constructor({ chart, ...content }: FigureContent & Pick<FigureData, "chart">) {
    this.#content = content;
    this.#drawn = chart ? { 680: chart.wide, 345: chart.narrow } : {};
  }

  /** The name of the function that makes it. */
  get kind(): string {
    return this.#content.kind;
  }

  /** The finding. */
  get headline(): string {
    return this.#content.headline;
  }

  /** Measure, unit, selection, month, definition. */
  get subtitle(): string {
    return this.#content.subtitle;
  }

  /** What the chart shows, for those who do not see it. */
  get alt(): string {
    return this.#content.alt;
  }

  /** What is left out, rounded or missing. */
  get note(): string | undefined {
    return this.#content.note;
  }

  /** The numbers drawn. */
  get table(): FigureTable {
    return this.#content.table;
  }

  /** The options it was made with, where it can be drawn again by its kind. */
  get follows(): object | undefined {
    return this.#content.follows;
  }

  /** The kinds of data that it rests on; left out where it may be any. */
  get rests(): readonly string[] | undefined {
    return this.#content.rests;
  }

  /** Whether there is a chart; without one the table is the figure. */
  get hasChart(): boolean {
    return (this.#content.draw ?? this.#drawn[680]) !== undefined;
  }

  /**
   * The chart.
   *
   * @param width The width in pixels.
   * @param options The document that makes the elements; the prefix of ids inside; and for an image of its own the
   *   colours, which on a page come from the stylesheet: such an image is marked where invented data has been read that
   *   it rests on.
   * @returns An `svg` element as text, the same for the same rows.
   * @throws {TypeError} If the figure is a table, or there is no document.
   */
  svg(
    width: FigureWidth,
    options: { document?: Document; id?: string; palette?: Palette } = {},
  ): string {
    const { document, id = `${this.kind}-${width}`, palette } = options;
    const text = this.#chart(width, id, document).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
    if (palette === undefined) return text;
    return withMark(text, inventedMark(inventedSources(), this.rests))
      .replace(/var\(--([a-z0-9-]+)\)/g, (_, name: ColourName) => palette[name]);
  }

  /**
   * The figure as PNG, without a browser.
   *
   * @param options Its width and how large it is drawn.
   * @returns The file.
   * @throws {TypeError} If the figure is a table, or in a browser.
   */
  async png(options: PictureOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    if (pictures === null) throw new TypeError("Cannot make a PNG in a browser");
    return await pictures(this, options);
  }

  /** The chart as it stands in a page, its ids beginning with this one. */
  #chart(width: FigureWidth, id: string, document?: Document): string {
    return this.#drawing(width, document).replace(/(?<= id="|="url\(#)figur(?=-\d)/g, () => escapeHtml(id));
  }

  /** The chart with its own ids, drawn once. */
  #drawing(width: FigureWidth, document?: Document): string {
    const { draw, alt } = this.#content;
    if (draw) this.#drawn[width] ??= svgText(draw({ width, document: document ?? drawingDocument() }), alt);
    const text = this.#drawn[width];
    if (text === undefined) {
      throw new TypeError(`Cannot draw the figure as it must have a chart: got "${this.kind}", a table`);
    }
    return text;
  }

  /**
   * The figure for a page that has the stylesheet ({@linkcode figureStyles}).
   *
   * @param options Its number and id.
   * @returns A `figure` element as text, without inline styles or scripts; every text is escaped.
   */
  html(options: FigureHtmlOptions = {}): string {
    const { id = this.kind, number, widths = [680, 345], folded = false, rows: shown = Infinity } = options;
    const mark = inventedMark(options.invented ?? [], this.rests);
    const { headline, subtitle, note, legend } = this.#content;
    const { table, told } = this.#firstRows(shown);
    const remark = [table.remark ?? [], told].flat().join(". ");
    const tableOf = () => tableHtml(remark === "" ? table : { ...this.table, remark }, { shown });
    const chart = (width: FigureWidth) => {
      const name = width === 680 ? "wide" : "narrow", drawn = this.#chart(width, `${id}-${name[0]}`);
      return `<div class="${name}">${
        width === 345 && widths.includes(680) ? withoutTips(drawn, this.#chart(680, id)) : drawn
      }</div>`;
    };
    const heading = `<figcaption>${number ? `<span class="no">${escapeHtml(number)}</span>` : ""}` +
      `<h3 id="${escapeHtml(id)}-h">${typeset(headline)}</h3><p class="sub">${typeset(subtitle)}</p>${
        markHtml(mark)
      }</figcaption>`;
    const notes = note ? `<p class="note">${typeset(note)}</p>` : "";
    const body = this.hasChart
      ? `${legend ? legendHtml(legend) : ""}${widths.map(chart).join("")}${notes}` +
        `<details><summary>Visa talen</summary>${folded ? "" : tableOf()}</details>`
      : `${table.rows.length > 0 ? tableOf() : ""}${notes}`;
    return `<figure id="${escapeHtml(id)}"${this.#classes()} aria-labelledby="${
      escapeHtml(id)
    }-h">${heading}${body}</figure>`;
  }

  /** A long table may be divided between printed pages; every other figure is kept whole. */
  #classes(): string {
    if (this.hasChart) return "";
    return this.table.rows.length > LONG_TABLE_ROWS ? ' class="tabular long"' : ' class="tabular"';
  }

  /**
   * The figure as lines of text.
   *
   * @param options How many rows of its table there are; how many there were is reported.
   * @returns Headline, subtitle, the table, and the note.
   */
  text(
    { rows = Infinity, invented = inventedSources() }: Pick<FigureHtmlOptions, "rows" | "invented"> = {},
  ): string {
    const { headline, subtitle, note } = this.#content;
    const { table, told } = this.#firstRows(rows);
    return [
      headline,
      subtitle,
      ...[inventedMark(invented, this.rests) ?? []].flat(),
      "",
      columnsText(table),
      ...[told, note ?? []].flat().flatMap((line) => ["", line]),
    ]
      .join("\n");
  }

  /** The table's first rows and its totals, and how many rows there are where some are left out. */
  #firstRows(shown: number): { table: FigureTable; told: string[] } {
    const body = this.table.rows.filter(({ total }) => !total);
    if (body.length <= shown) return { table: this.table, told: [] };
    const totals = this.table.rows.filter(({ total }) => total);
    return {
      table: { ...this.table, rows: [...body.slice(0, shown), ...totals] },
      told: [rowsTold(shown, body.length)],
    };
  }

  /**
   * The figure as plain data, its chart drawn.
   *
   * @returns What a report shows of it.
   */
  toJSON(): FigureData {
    const { draw: _, ...content } = this.#content;
    return this.hasChart
      ? { ...content, chart: { wide: this.#drawing(680), narrow: this.#drawing(345) } }
      : content;
  }

  /**
   * How the figure shows itself in Jupyter.
   *
   * @returns HTML with its stylesheet, text, and the figure's content, by MIME type.
   */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const rows = SHOWN_ROWS;
    return {
      "text/html": jupyterHtml(this.html({ rows, invented: inventedSources() })),
      "text/plain": this.text({ rows }),
      [FIGURE_MIME]: this.toJSON(),
    };
  }
}

const TIP = /(?<=<title>)[^<]+(?=<\/title>)/g;

/** The narrow chart with the places of its tips alone, where the wide one says the same in the same order. */
function withoutTips(narrow: string, wide: string): string {
  const [own, others] = [narrow, wide].map((chart) => chart.match(TIP) ?? []);
  return own.length === others.length && own.every((tip, index) => tip === others[index])
    ? narrow.replace(TIP, "")
    : narrow;
}

/** A chart as an image of its own, with a line below it that says that its data is invented. */
function withMark(svg: string, mark: string | null): string {
  const [box, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  if (mark === null || box === undefined) return svg;
  const tall = Number(height) + MARK_HEIGHT;
  const line = `<text x="0" y="${tall - 6}" font-size="12" fill="var(--muted)">${escapeHtml(mark)}</text>`;
  return svg.replace(box, `viewBox="0 0 ${width} ${tall}"`)
    .replace(/ height="[\d.]+"/, ` height="${tall}"`).replace(/<\/svg>\s*$/, `${line}</svg>`);
}

/** How much taller a marked image is, in pixels. */
const MARK_HEIGHT = 22;

/** Text for a page: a number stays on the line of what it counts, a year on that of its month. */
function typeset(text: string): string {
  return escapeHtml(text.replace(/(?<=\d) (?=dagar|procentenheter)|(?<=\p{L}) (?=\d{4}\b)/gu, "\u00a0"));
}

function legendHtml({ label, items }: NonNullable<FigureContent["legend"]>): string {
  const entries = items.map((item) =>
    `<li><span class="key ${item.tone}"></span>${escapeHtml(item.label)}</li>`
  );
  return `<ul class="legend" aria-label="${escapeHtml(label)}">${entries.join("")}</ul>`;
}
