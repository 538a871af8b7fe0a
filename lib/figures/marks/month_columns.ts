import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3"
import { ticks as ticksOf } from "d3";
import { type Month, monthName } from "../../calendar/mod.ts";
import { chart, halo } from "./_chart.ts";
import type { DataSource } from "../../reference/invented.ts";
import { Figure, type Frame } from "./figure.ts";
import { formatCount } from "./format.ts";
import { colour, type Tone } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** What {@linkcode monthColumns} shows. */
export interface MonthColumnsContent {
  /** The kinds of data that it rests on; where one is invented it is marked. @default any */
  readonly rests?: readonly DataSource[];
  /** The finding. The caller computes it from the points. */
  readonly headline: string;
  /** What the columns are and what was counted. */
  readonly subtitle: string;
  /** What the columns are, for those who do not see them; the first and last month are added. */
  readonly alt: string;
  /** What is left out, rounded or missing. */
  readonly note?: string;
  /** What the table holds. */
  readonly caption: string;
  /** The parts of a column, from below. */
  readonly parts: readonly ColumnPart[];
  /** What a column is compared with: drawn as a line over it. */
  readonly mark?: string;
  /** What the parts are counted in, for the table's heads; whole numbers without it, else one decimal. */
  readonly unit?: string;
  /** What stands in the table only: a number of each month, with its unit and one decimal. */
  readonly beside?: { readonly label: string; readonly unit: string };
}

/** A part of every column. */
export interface ColumnPart {
  /** What it is, in legend and table. */
  readonly label: string;
  /** Its colour. */
  readonly tone: ColumnTone;
}

/** The colours that parts of columns may have. */
export type ColumnTone = Extract<Tone, "b3" | "b1" | "b2" | "n2" | "late" | "late-soft">;

/** One month: a number for each part, and what they are compared with. */
export interface MonthColumn {
  /** The month. */
  readonly manad: Month;
  /** A number for each part, in their order; a negative one is not drawn. */
  readonly values: readonly number[];
  /** What the column is compared with; `null` for nothing. */
  readonly mark: number | null;
  /** What stands in the table only. */
  readonly beside?: number;
}

/**
 * A column a month in stacked parts, each with a line for what it is compared with.
 *
 * @param months The months in order.
 * @param content Texts and parts.
 * @returns The figure; its table has a row for each month, its columns are the parts and the line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthColumns } from "vantelage";
 * const figure = monthColumns([{ manad: "2024-01", values: [80, 5], mark: 100 }], { headline: "Planen täcker inte behovet",
 *   subtitle: "Antal operationer", alt: "Staplar per månad", caption: "Plan", mark: "Behov",
 *   parts: [{ label: "Egen vård", tone: "b3" }, { label: "Köpt vård", tone: "n2" }] });
 * assert.deepEqual(figure.table.columns.map(({ label }) => label), ["Månad", "Egen vård", "Köpt vård", "Behov"]);
 * ```
 */
export function monthColumns(months: readonly MonthColumn[], content: MonthColumnsContent): Figure {
  const { headline, subtitle, note, caption, parts, mark, unit, beside, rests } = content;
  const counted = unit === undefined ? { format: "count" as const } : { format: "rate" as const, unit };
  const [first, last] = [months[0], months[months.length - 1]];
  const described = (month: MonthColumn) =>
    `${monthName(month.manad)} ${
      parts.map(({ label }, i) => `${label} ${formatCount(month.values[i])}`).join(", ")
    }` +
    (mark === undefined || month.mark === null ? "" : `, ${mark} ${formatCount(month.mark)}`);
  const ends = months.length === 0 ? "inga månader" : [...new Set([first, last])].map(described).join("; ");
  return new Figure({
    kind: "monthColumns",
    headline,
    subtitle,
    alt: `${content.alt}: ${ends}.`,
    note,
    rests,
    legend: parts.length > 1 ? { label: "Färger", items: parts } : undefined,
    table: {
      caption,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        ...parts.map(({ label }, index) => ({ key: `del${index + 1}`, label, ...counted })),
        ...(mark === undefined ? [] : [{ key: "jamfort", label: mark, ...counted }]),
        ...(beside === undefined ? [] : [{ key: "bredvid", ...beside, format: "rate" as const }]),
      ],
      rows: months.map((month) => ({
        cells: {
          manad: monthName(month.manad),
          ...Object.fromEntries(month.values.map((value, index) => [`del${index + 1}`, value])),
          jamfort: month.mark,
          ...(beside === undefined ? {} : { bredvid: month.beside ?? null }),
        },
      })),
    },
    draw: months.length === 0 ? undefined : (frame) => drawColumns(frame, months, content),
  });
}

function drawColumns(
  frame: Frame,
  months: readonly MonthColumn[],
  { parts, mark }: MonthColumnsContent,
): Element {
  const wide = frame.width === 680;
  const stacked = months.flatMap(({ values }, index) => {
    let from = 0;
    return parts.map(({ tone }, part) => {
      const y1 = from, y2 = from += Math.max(0, values[part]);
      return { index, y1, y2, tone };
    });
  });
  const marks = months.flatMap((month, index) => month.mark === null ? [] : [{ index, mark: month.mark }]);
  const most = Math.max(1, ...stacked.map(({ y2 }) => y2), ...marks.map(({ mark }) => mark));
  const scale = ticksOf(0, most, 4);
  const marginLeft = 8 + Math.ceil(Math.max(...scale.map((tick) => textWidth(formatCount(tick), 12))));
  const named = (index: number) => wide || index % 3 === 0 || months.length < 6;
  return chart(frame, {
    height: wide ? 260 : 230,
    marginLeft,
    marginRight: 4,
    marginTop: 22,
    marginBottom: 24,
    x: { domain: [-0.5, Math.max(0.5, months.length - 0.5)] },
    y: { domain: [0, most] },
    marks: [
      Plot.ruleY(scale, { stroke: colour("line") }),
      Plot.text(scale, {
        y: (tick: number) => tick,
        text: (tick: number) => formatCount(tick),
        frameAnchor: "left",
        textAnchor: "end",
        dx: -6,
        fontSize: 12,
        fill: colour("muted"),
      }),
      Plot.rect(stacked, {
        x1: ({ index }) => index - 0.36,
        x2: ({ index }) => index + 0.36,
        y1: "y1",
        y2: "y2",
        fill: ({ tone }) => colour(tone),
      }),
      Plot.ruleY([0], { stroke: colour("muted") }),
      Plot.link(marks, {
        x1: ({ index }) => index - 0.44,
        x2: ({ index }) => index + 0.44,
        y1: "mark",
        y2: "mark",
        stroke: colour("ink"),
        strokeWidth: 2,
      }),
      mark === undefined ? null : Plot.text([`Streck: ${mark.toLowerCase()}`], {
        frameAnchor: "top-left",
        dy: -20,
        fontSize: 12,
        fill: colour("muted"),
        ...halo(),
      }),
      Plot.text(months.map(({ manad }, index) => ({ manad, index })).filter(({ index }) => named(index)), {
        x: "index",
        text: ({ manad }) => monthName(manad).slice(0, 3),
        frameAnchor: "bottom",
        dy: 15,
        fontSize: 12,
        fill: colour("muted"),
      }),
    ],
  });
}
