import type { DataSource } from "../../reference/invented.ts";
import { Figure } from "./figure.ts";
import type { TableColumn, TableRow } from "./figure_table.ts";

/** What {@linkcode tableFigure} shows. */
export interface TableFigureContent {
  /** The kinds of data that it rests on; where one is invented it is marked. @default any */
  readonly rests?: readonly DataSource[];
  /** The finding. The caller computes it from the rows. */
  readonly headline: string;
  /** What the rows are and what was counted. */
  readonly subtitle: string;
  /** What the table holds. */
  readonly caption: string;
  /** The columns. The first names the rows. */
  readonly columns: readonly TableColumn[];
  /** The rows in order. */
  readonly rows: readonly TableRow[];
  /** What is left out or rounded. */
  readonly note?: string;
}

/**
 * Any rows as a typeset table: deliveries, findings of the rules, contracts.
 *
 * @param content Headline, subtitle, caption, columns, rows and note.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { tableFigure } from "vantelage";
 * const figure = tableFigure({ headline: "En leverans är inläst", subtitle: "Antal rader", caption: "Leveranser",
 *   columns: [{ key: "fil", label: "Fil", format: "text" }, { key: "rader", label: "Lästa", format: "count" }],
 *   rows: [{ cells: { fil: "dalarna.csv", rader: 7303 } }] });
 * assert.match(figure.html(), /<td>7\u00a0303<\/td>/);
 * ```
 */
export function tableFigure(content: TableFigureContent): Figure {
  const { headline, subtitle, caption, columns, rows, note, rests } = content;
  return new Figure({
    kind: "tableFigure",
    headline,
    subtitle,
    alt: `Tabell: ${caption}.`,
    note,
    rests,
    table: { caption, columns, rows },
  });
}
