import { monthName } from "../calendar/mod.ts";
import type { Guarded } from "../disclosure/guarded.ts";
import { hidesSomething, wholePerformedRows, wholeWaitRows } from "../disclosure/protected_rows.ts";
import type { ProtectedPerformedRow, ProtectedWaitRow } from "../disclosure/protected_table.ts";
import type { WaitTableRow } from "../indicators/mod.ts";
import { exactly } from "../numeric/mod.ts";
import { Figure } from "./figure.ts";
import { type FigureOptions, figureSubtitle } from "./figure_options.ts";
import { cellText, type CellValue } from "./figure_table.ts";
import { findings } from "./findings.ts";
import { keyFigures } from "./key_figures.ts";
import { monthFindings, type MonthFindingsOptions } from "./month_findings.ts";
import type { Panel } from "./panel.ts";
import { performedByRegion } from "./performed_by_region.ts";
import { monthKeyFigures } from "./summary.ts";
import { tableFigure } from "./table_figure.ts";
import {
  dimensionLabels,
  waitTableContent,
  waitTableFinding,
  waitTableHeadline,
  type WaitTableNumbers,
} from "./_wait_table.ts";
import type { TableFigureOptions } from "./table_figure_options.ts";
import { shortName, untoldNotes } from "./_wording.ts";

/** What stands in a table in the place of a hidden number. */
export const HIDDEN_TEXT = "dolt";

const HIDDEN_NOTE =
  `Där det står \u201d${HIDDEN_TEXT}\u201d är talet så litet att någon kunde kännas igen, eller så skulle ett så litet tal gå att räkna fram ur det.`;

/**
 * The planning group's table as it may be published: where a number is hidden, the table says so in a word.
 *
 * @param rows Protected rows with their total last.
 * @param options What the rows tell apart, month, limit, selection and missing regions.
 * @returns A figure that is a table; its headline says only what is shown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { guardedTable, HIDDEN, type ProtectedWaitRow, shown } from "vantelage";
 * const row: ProtectedWaitRow = { name: "Region Dalarna", region: "Region Dalarna", total: true, bands: Array(5).fill(HIDDEN),
 *   median: HIDDEN, antal: shown(20), pvv: HIDDEN, mov: HIDDEN, deviationShare: HIDDEN, over: shown(5), overShare: shown(0.25),
 *   overIncluding: HIDDEN, long: HIDDEN, per1000: HIDDEN, per1000Including: HIDDEN, inhabitants: 288000 };
 * const figure = guardedTable([row], { by: "region", manad: "2024-04" });
 * assert.equal(figure.headline, "20 väntar, 5 av dem (25,0\u00a0%) över 90 dagar");
 * assert.equal(figure.table.rows[0].cells.pvv, "dolt");
 * ```
 */
export function guardedTable(rows: readonly ProtectedWaitRow[], options: TableFigureOptions): Figure {
  const { by, limitDays = 90 } = options;
  const total = rows.find((row) => row.total);
  const { antal, over, overShare } = total ?? {};
  const shownRows = rows.map((row) => ({
    ...row,
    bands: row.bands.map(cellOf),
    overShare: cellOf(row.overShare),
    median: cellOf(row.median),
    antal: cellOf(row.antal),
    pvv: row.pvv && cellOf(row.pvv),
    mov: row.mov && cellOf(row.mov),
    per1000: row.per1000 && cellOf(row.per1000),
    per1000Including: row.per1000Including && cellOf(row.per1000Including),
  }));
  return new Figure({
    kind: "guardedTable",
    rows,
    options,
    headline: waitTableFinding(rows.map(numbersOf), by, limitDays) ??
      (antal?.hidden === false && over?.hidden === false && overShare?.hidden === false
        ? waitTableHeadline(antal.value, exactly(over.value), overShare.value, limitDays)
        : "Väntande efter väntetid"),
    ...waitTableContent(shownRows, options, [
      ...untoldNotes(total),
      ...hidesSomething(rows) ? [HIDDEN_NOTE] : [],
    ]),
    alt: `Tabell: väntande efter väntetid per ${dimensionLabels[by].toLowerCase()}.`,
  });
}

/**
 * A figure of regions as it may be published: drawn as always when nothing in it is hidden, else the table in its
 * place, as a chart without its small numbers would say something else.
 *
 * @param rows Protected rows by region with their total.
 * @param draw The figure.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure or the table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByRegion, regionFigure } from "vantelage";
 * assert.equal(regionFigure([], overLimitByRegion, { manad: "2024-04" }).kind, "overLimitByRegion");
 * ```
 */
export function regionFigure(
  rows: readonly ProtectedWaitRow[],
  draw: (rows: readonly WaitTableRow[], options: FigureOptions) => Figure,
  options: FigureOptions,
): Figure {
  return hidesSomething(rows)
    ? guardedTable(rows, { by: "region", ...options })
    : draw(wholeWaitRows(rows), options);
}

/**
 * What there is to say about a month as it may be published.
 *
 * @param rows Protected rows by region with their total.
 * @param options Month, limit, and where the findings are shown.
 * @returns The month's findings on its regions; with anything hidden only what holds for all of them together.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionFindings } from "vantelage";
 * assert.equal(regionFindings([], { manad: "2024-04" }).text(), "– Ingen väntar i någon region.");
 * ```
 */
export function regionFindings(rows: readonly ProtectedWaitRow[], options: MonthFindingsOptions): Panel {
  if (!hidesSomething(rows)) return findings(monthFindings(wholeWaitRows(rows), [], options));
  const { hrefs: _, ...figureOptions } = options;
  return findings([{ text: guardedTable(rows, { by: "region", ...figureOptions }).headline }]);
}

/**
 * The key figures of a month as they may be published.
 *
 * @param rows Protected rows by region with their total.
 * @param options Month, limit, selection and missing regions.
 * @returns The month's key figures; when any of the total's numbers is hidden, only how many wait and over the limit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionKeyFigures } from "vantelage";
 * assert.equal(regionKeyFigures([], { manad: "2024-04" }).text(), "Väntande: 0 (ingen väntar, april 2024)");
 * ```
 */
export function regionKeyFigures(rows: readonly ProtectedWaitRow[], options: FigureOptions): Panel {
  const total = rows.filter((row) => row.total), { limitDays = 90 } = options;
  if (!hidesSomething(total)) return monthKeyFigures(wholeWaitRows(total), options);
  return keyFigures(total.flatMap(({ antal, over }) => [
    { label: "Väntande", value: cellText(cellOf(antal), "count") },
    { label: `Över ${limitDays} dagar`, value: cellText(cellOf(over), "count") },
  ]));
}

/**
 * Operations by region as they may be published: the figure when nothing in it is hidden, else its table.
 *
 * @param rows Protected rows of those operated, by region with their total.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure or the table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, performedFigure, shown } from "vantelage";
 * const row = { name: "Region Dalarna", region: "Region Dalarna", total: false, volume: shown(9), shareWithin: HIDDEN,
 *   covered: HIDDEN, median: HIDDEN };
 * assert.equal(performedFigure([row], { manad: "2024-04" }).table.rows[0].cells.andel, "dolt");
 * ```
 */
export function performedFigure(rows: readonly ProtectedPerformedRow[], options: FigureOptions): Figure {
  if (!hidesSomething(rows)) return performedByRegion(wholePerformedRows(rows), options);
  const { limitDays = 90, manad } = options;
  return tableFigure({
    headline: "Genomförda operationer",
    subtitle: figureSubtitle(`Antal, andel inom ${limitDays} dagar och median väntetid`, options, null),
    caption: `Genomförda, ${monthName(manad)}`,
    columns: [
      { key: "namn", label: "Region", format: "text" },
      { key: "antal", label: "Genomförda", unit: "antal", format: "count" },
      { key: "andel", label: `Inom ${limitDays} dagar`, unit: "andel", format: "share" },
      { key: "median", label: "Median", unit: "dagar", format: "days" },
    ],
    rows: rows.map(({ name, total, volume, shareWithin, median }) => ({
      total,
      cells: {
        namn: shortName(name),
        antal: cellOf(volume),
        andel: cellOf(shareWithin),
        median: cellOf(median),
      },
    })),
    note: HIDDEN_NOTE,
  });
}

/** The numbers that a headline may look at: those shown. */
function numbersOf({ name, total, antal, overShare }: ProtectedWaitRow): WaitTableNumbers {
  return {
    name,
    total,
    antal: antal.hidden ? null : antal.value,
    overShare: overShare.hidden ? null : exactly(overShare.value),
  };
}

function cellOf(number: Guarded): CellValue {
  return number.hidden ? HIDDEN_TEXT : number.value;
}
