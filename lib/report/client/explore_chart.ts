/** What is explored: a table and a chart of a selection, and the cells of TypeScript that give the same. */
import * as Plot from "@observablehq/plot";
import type { CrossRow } from "../../indicators/cross_table.ts";
import { type Measure, measureOf } from "../../indicators/measures.ts";
import type { TableDimension } from "../../indicators/wait_table.ts";
import type { Scope } from "../../selection/scope.ts";

/** The kinds of chart there are, with their Swedish names. */
export const CHARTS = { barX: "Staplar", dot: "Punkter", cell: "Rutor" } as const;

/** The Swedish names of what a table is split by. */
export const DIMENSION_NAMES: Readonly<Record<TableDimension, string>> = {
  region: "Region",
  sjukhus: "Sjukhus",
  vardutbud: "Vårdutbud",
  agarform: "Ägarform",
};

/** What is chosen. */
export interface Explored {
  /** What the rows distinguish. */
  readonly rows: TableDimension;
  /** What they are split by. */
  readonly columns: TableDimension | null;
  /** What is measured. */
  readonly measure: Measure;
  /** How it is drawn. */
  readonly chart: keyof typeof CHARTS;
}

/** A measure's name with its unit. */
export function measureLabel(measure: Measure, limitDays: number): string {
  const { label, format } = measureOf(measure);
  return `${label(limitDays)}${format === "days" ? " (dagar)" : ""}`;
}

/** The mark and its options, as Plot takes them. Boxes without columns are one column. */
function markOf({ rows, columns, measure, chart }: Explored): Record<string, unknown> {
  if (chart === "cell") {
    return { ...columns !== null && { x: columns }, y: rows, fill: measure, inset: 0.5, tip: true };
  }
  const paint = chart === "barX" ? "fill" : "stroke";
  if (columns === null) return { x: measure, y: rows, [paint]: "steelblue", sort: { y: "-x" }, tip: true };
  return chart === "barX"
    ? { x: measure, y: columns, fy: rows, [paint]: columns, tip: true }
    : { x: measure, y: rows, [paint]: columns, tip: true };
}

/** The numbers in boxes: a legend of shades needs a browser, and a notebook has none when it draws. */
function textOf({ rows, columns, measure }: Explored): Record<string, unknown> {
  return { ...columns !== null && { x: columns }, y: rows, text: measure };
}

/** The options of the whole plot. */
function plotOf({ columns, measure, chart }: Explored, limitDays: number): Record<string, unknown> {
  const label = measureLabel(measure, limitDays);
  const scale = { label, ...measureOf(measure).format === "share" && { percent: true } };
  if (chart === "cell") {
    return { marginLeft: 190, color: { ...scale, range: ["#f4f8fc", "#8ab4de"] }, y: { label: null } };
  }
  const isGrouped = columns !== null && chart === "barX";
  return {
    ...isGrouped
      ? { marginRight: 190, y: { axis: null }, fy: { label: null } }
      : { marginLeft: 190, y: { label: null } },
    ...columns !== null && { color: { legend: true } },
    x: { ...scale, grid: true },
  };
}

/**
 * Draws what is explored.
 *
 * @param rows What {@linkcode crossTable} gave.
 * @param explored What is chosen.
 * @param options The limit, and the document to draw with where it is not the browser's.
 * @returns The chart's element.
 */
export function exploredChart(
  rows: readonly CrossRow[],
  explored: Explored,
  { limitDays, document }: { limitDays: number; document?: Document },
): Element {
  const { chart } = explored, mark = markOf(explored);
  return Plot.plot({
    ...document && { document },
    ...plotOf(explored, limitDays),
    marks: [
      chart === "barX"
        ? Plot.barX(rows, mark)
        : chart === "dot"
        ? Plot.dot(rows, mark)
        : Plot.cell(rows, mark),
      chart === "cell" ? Plot.text(rows, textOf(explored)) : Plot.ruleX([0]),
    ],
  });
}

/**
 * The cells of a notebook that give the table, and the chart.
 *
 * @param explored What is chosen.
 * @param scope The selection.
 * @returns Two cells of TypeScript.
 */
export function exploredCode(
  explored: Explored,
  scope: Scope,
): { readonly table: string; readonly chart: string } {
  const { rows, columns, measure, chart } = explored;
  const { manad, vardutbud, agarform, region, sjukhus, inkl, limitDays } = scope;
  const chosen = literal({
    manad,
    ...vardutbud !== null && { vardutbud },
    ...agarform !== null && { agarform },
    ...region !== null && { region },
    ...sjukhus !== null && { sjukhus },
    ...inkl && { inkl },
    ...limitDays !== 90 && { limitDays },
  });
  const asked = literal({ rows, ...columns !== null && { columns }, measure });
  const marks = [
    `Plot.${chart}(rader, ${literal(markOf(explored))})`,
    chart === "cell" ? `Plot.text(rader, ${literal(textOf(explored))})` : "Plot.ruleX([0])",
  ];
  const options = Object.entries(plotOf(explored, limitDays)).map(([name, value]) =>
    `  ${name}: ${literal(value)},\n`
  );
  return {
    table: `import * as Plot from "@observablehq/plot";
import { openStore, select, tabulate } from "vantelage";
const lager = await openStore();
const urval = await select(lager, ${chosen});
const rader = tabulate(urval, ${asked});
rader`,
    chart: `Plot.plot({\n${options.join("")}  marks: [${marks.join(", ")}],\n})`,
  };
}

/** A value as it is written in code. */
function literal(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${literal(part)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
