import { drawBars } from "./_bars.ts";
import type { DataSource } from "../../reference/invented.ts";
import { Figure } from "./figure.ts";
import type { TableColumn, TableRow } from "./figure_table.ts";

/** What {@linkcode barFigure} shows. */
export interface BarFigureContent {
  /** The kinds of data that it rests on; where one is invented it is marked. @default any */
  readonly rests?: readonly DataSource[];
  /** The finding. The caller computes it from the rows. */
  readonly headline: string;
  /** What the bars are and what was counted. */
  readonly subtitle: string;
  /** What the bars are, for those who do not see them; their names and values are added. */
  readonly alt: string;
  /** What is left out, rounded or missing. */
  readonly note?: string;
  /** What the table holds. */
  readonly caption: string;
  /** The table's columns. The first names the rows. */
  readonly columns: readonly TableColumn[];
  /** The table's rows in order. */
  readonly rows: readonly TableRow[];
  /** The bars in order, from above. Without any the table alone is shown. */
  readonly bars: readonly NamedBar[];
  /** A value to compare with. */
  readonly reference?: { readonly value: number; readonly wide: string; readonly narrow: string };
}

/** A bar of {@linkcode barFigure}. */
export interface NamedBar {
  /** What it is called. */
  readonly name: string;
  /** Where it belongs, in muted letters after the name. */
  readonly place?: string;
  /** How long it is. */
  readonly value: number;
  /** The value as it is written at the right edge. */
  readonly text: string;
  /** A smaller text in the bar. */
  readonly inside?: string;
  /** Its colour; the strong one is for what the headline names. */
  readonly tone: "late" | "late-soft" | "b2" | "b3" | "n2";
}

/**
 * Any named values as horizontal bars from zero, with their table.
 *
 * @param content Texts, table and bars.
 * @returns The figure; a table when there is no bar.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { barFigure } from "vantelage";
 * const figure = barFigure({ headline: "Mest köps av Dalarna", subtitle: "Antal köpta operationer", alt: "Staplar per region",
 *   caption: "Köpt vård", columns: [{ key: "region", label: "Region", format: "text" }], rows: [],
 *   bars: [{ name: "Dalarna", value: 7, text: "7", tone: "late" }] });
 * assert.equal(figure.alt, "Staplar per region: Dalarna 7.");
 * ```
 */
export function barFigure(content: BarFigureContent): Figure {
  const { rows, bars, ...texts } = content;
  const { headline, subtitle, note, caption, columns, reference, rests } = texts;
  return new Figure({
    kind: "barFigure",
    headline,
    subtitle,
    alt: `${texts.alt}: ${bars.map(({ name, text }) => `${name} ${text}`).join(", ") || "inga"}.`,
    note,
    rests,
    table: { caption, columns, rows },
    draw: bars.length === 0
      ? undefined
      : (frame) => drawBars(frame, bars, { references: reference ? [reference] : [] }),
  });
}
