import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as z from "zod";
import { monthName } from "../../calendar/mod.ts";
import { type Hidden, hidesSomething, isHidden, wholeRows } from "../../disclosure/guarded.ts";
import type { PerformedTableRow, WaitTableRow } from "../../indicators/mod.ts";
import { Figure } from "../marks/figure.ts";
import { deviationsByRegion } from "../waiting/deviations_by_region.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { cellText } from "../marks/figure_table.ts";
import { findings } from "../marks/findings.ts";
import { formatCount, HIDDEN_TEXT } from "../marks/format.ts";
import { keyFigures } from "../marks/key_figures.ts";
import { longWaitersByRegion } from "../waiting/long_waiters_by_region.ts";
import { headlineFindings } from "../marks/headline_findings.ts";
import { monthFindings } from "../waiting/month_findings.ts";
import { overLimitByRegion, performedByRegion } from "../waiting/share_ranking.ts";
import type { Panel } from "../marks/panel.ts";
import { monthKeyFigures } from "../waiting/summary.ts";
import { tableFigure } from "../marks/table_figure.ts";
import {
  dimensionLabels,
  waitTableContent,
  waitTableFinding,
  waitTableHeadline,
} from "../waiting/_wait_table.ts";
import { tableOptionFields } from "../marks/_option_fields.ts";
import type { TableFigureOptions } from "../marks/table_figure_options.ts";
import { waitingByBandFigure } from "../waiting/waiting_by_band.ts";
import { shortName } from "../marks/_wording.ts";

const HIDDEN_NOTE =
  `Där det står \u201d${HIDDEN_TEXT}\u201d är talet så litet att någon kunde kännas igen, eller så skulle ett så litet tal gå att räkna fram ur det.`;

const LEFT_OUT_NOTE = "Tabellen visas inte. Varför står sist på sidan, under Så är små tal skyddade.";

/** What a table in the place of a figure is about. */
export type GuardedPart = "over" | "bands" | "long" | "deviations";

/** What a table in a figure's place is about, and its columns beside the name. */
const PARTS: Readonly<
  Record<GuardedPart, { readonly columns: readonly string[]; readonly subtitle: (days: number) => string }>
> = {
  over: {
    columns: ["andel", "antal"],
    subtitle: (days: number) => `Andel väntande över ${days} dagar, och alla väntande`,
  },
  bands: {
    columns: ["band0", "band1", "band2", "band3", "band4", "antal"],
    subtitle: () => "Antal väntande efter väntetid i dagar",
  },
  long: { columns: ["band4", "antal"], subtitle: () => "Antal väntande över 365 dagar, och alla väntande" },
  deviations: { columns: ["pvv", "mov"], subtitle: () => "Antal med PvV och med MoV" },
};

/** Options for {@linkcode guardedTable}. */
export interface GuardedTableOptions extends TableFigureOptions {
  /** Only the columns that a figure is about: those over the limit, the bands, over 365 days, PvV and MoV. @default all */
  readonly part?: GuardedPart;
}

/** Options for {@linkcode guardedTable}, checked. */
export const GuardedTableOptions: z.ZodType<GuardedTableOptions> = z.strictObject({
  ...tableOptionFields,
  part: z.enum(["over", "bands", "long", "deviations"]).optional(),
});

/**
 * The planning group's table as it may be published: where a number is hidden, the table says so in a word.
 *
 * @param rows Protected rows with their total last.
 * @param options What the rows distinguish, month, limit, selection and missing regions.
 * @returns A figure that is a table; its headline says only what is shown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Hidden, HIDDEN } from "vantelage/disclosure";
 * import { guardedTable } from "vantelage/figures";
 * import type { WaitTableRow } from "vantelage/indicators";
 * const exactly = (value: number) => ({ value, low: value, high: value });
 * const row: WaitTableRow<Hidden> = { name: "Region Dalarna", region: "Region Dalarna", total: true, bands: Array(5).fill(HIDDEN),
 *   median: HIDDEN, antal: 20, pvv: HIDDEN, mov: HIDDEN, deviationShare: HIDDEN, over: exactly(5), overShare: exactly(0.25),
 *   overIncluding: HIDDEN, long: HIDDEN, per1000: HIDDEN, per1000Including: HIDDEN, inhabitants: 288000 };
 * const figure = guardedTable([row], { by: "region", manad: "2024-04" });
 * assert.equal(figure.headline, "20 väntar, 5 av dem (25,0\u00a0%) över 90 dagar");
 * assert.equal(figure.table.rows[0].cells.pvv, "dolt");
 * ```
 */
export function guardedTable(rows: readonly WaitTableRow<Hidden>[], options: GuardedTableOptions): Figure {
  const { by, limitDays = GUARANTEE_DAYS, part } = options;
  const known = rows.map((row) => replaceHidden(row, null)), total = known.find((row) => row.total);
  const { antal = null, over = null, overShare = null } = total ?? {};
  const notes = (hides: boolean) => hides ? [HIDDEN_NOTE] : rows.length === 0 ? [LEFT_OUT_NOTE] : [];
  const content = waitTableContent(
    rows.map((row) => replaceHidden(row, HIDDEN_TEXT)),
    options,
    notes(hidesSomething(rows)),
  );
  const columns: readonly string[] | null = part === undefined ? null : ["namn", ...PARTS[part].columns];
  return new Figure({
    rests: DELIVERIES,
    kind: "guardedTable",
    follows: options,
    headline: partHeadline(part, total) ?? waitTableFinding(known, by, limitDays) ??
      (antal === null || over === null || overShare === null
        ? "Väntande efter väntetid"
        : waitTableHeadline(antal, over, overShare.value, limitDays)),
    ...content,
    ...part !== undefined && {
      subtitle: figureSubtitle(
        PARTS[part].subtitle(limitDays),
        options,
        part === "deviations" ? null : figureDefinition(options),
      ),
      note: figureNote(
        notes(content.table.rows.some(({ cells }) => columns?.some((key) => cells[key] === HIDDEN_TEXT))),
        options,
      ),
      table: { ...content.table, columns: content.table.columns.filter(({ key }) => columns?.includes(key)) },
    },
    alt: `Tabell: väntande efter väntetid per ${dimensionLabels[by].toLowerCase()}.`,
  });
}

/** What the total says of a part that is not the share over the limit, in so far as it is shown. */
function partHeadline(part: GuardedPart | undefined, total: WaitTableRow<null> | undefined): string | null {
  const { antal = null, long = null, pvv = null, mov = null } = total ?? {};
  switch (part) {
    case "bands":
      return "Väntande efter väntetid";
    case "long":
      return antal === null || long === null
        ? "Väntande över 365 dagar"
        : `${formatCount(long.value)} av ${formatCount(antal)} har väntat över 365 dagar`;
    case "deviations":
      return pvv === null || mov === null
        ? "PvV och MoV"
        : `${formatCount(pvv)} väntar med PvV och ${formatCount(mov)} med MoV`;
    default:
      return null;
  }
}

/** What the table in a figure's place is about. */
const PART_OF: ReadonlyMap<unknown, GuardedPart> = new Map<unknown, GuardedPart>([
  [overLimitByRegion, "over"],
  [waitingByBandFigure, "bands"],
  [longWaitersByRegion, "long"],
  [deviationsByRegion, "deviations"],
]);

/**
 * A figure of regions as it may be published: drawn as always when nothing in it is hidden, else a table of what
 * it is about in its place, as a chart without its small numbers would say something else.
 *
 * @param rows Protected rows by region with their total.
 * @param draw The figure.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure or the table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByRegion } from "vantelage";
 * import { regionFigure } from "vantelage/figures";
 * assert.equal(regionFigure([], overLimitByRegion, { manad: "2024-04" }).kind, "overLimitByRegion");
 * ```
 */
export function regionFigure(
  rows: readonly WaitTableRow<Hidden>[],
  draw: (rows: readonly WaitTableRow[], options: FigureOptions) => Figure,
  options: FigureOptions,
): Figure {
  return hidesSomething(rows)
    ? guardedTable(rows, { by: "region", ...options, part: PART_OF.get(draw) })
    : draw(wholeRows(rows), options);
}

/**
 * What there is to say about a month as it may be published.
 *
 * @param rows Protected rows by region with their total.
 * @param options Month, limit, selection and missing regions.
 * @returns The month's findings on its regions; with anything hidden only what holds for all of them together.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionFindings } from "vantelage/figures";
 * assert.equal(regionFindings([], { manad: "2024-04" }).text(), "– Ingen väntar.");
 * ```
 */
export function regionFindings(rows: readonly WaitTableRow<Hidden>[], options: FigureOptions): Panel {
  if (!hidesSomething(rows)) {
    return findings(monthFindings(wholeRows(rows), [], options), { rests: DELIVERIES });
  }
  return headlineFindings([guardedTable(rows, { by: "region", ...options })]);
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
 * import { regionKeyFigures } from "vantelage/figures";
 * assert.equal(regionKeyFigures([], { manad: "2024-04" }).text(), "Väntande: 0 (ingen väntar, april 2024)");
 * ```
 */
export function regionKeyFigures(rows: readonly WaitTableRow<Hidden>[], options: FigureOptions): Panel {
  const total = rows.filter((row) => row.total), { limitDays = GUARANTEE_DAYS } = options;
  if (!hidesSomething(total)) return monthKeyFigures(wholeRows(total), options);
  return keyFigures(
    total.map((row) => replaceHidden(row, HIDDEN_TEXT)).flatMap(({ antal, over }) => [
      { label: "Väntande", value: cellText(antal, "count") },
      { label: `Över ${limitDays} dagar`, value: cellText(over, "count") },
    ]),
    { rests: DELIVERIES },
  );
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
 * import { HIDDEN } from "vantelage/disclosure";
 * import { performedFigure } from "vantelage/figures";
 * const row = { name: "Region Dalarna", region: "Region Dalarna", total: false, volume: 9, shareWithin: HIDDEN,
 *   covered: HIDDEN, median: HIDDEN, mean: null };
 * assert.equal(performedFigure([row], { manad: "2024-04" }).table.rows[0].cells.andel, "dolt");
 * ```
 */
export function performedFigure(rows: readonly PerformedTableRow<Hidden>[], options: FigureOptions): Figure {
  if (!hidesSomething(rows)) return performedByRegion(wholeRows(rows), options);
  const { limitDays = GUARANTEE_DAYS, manad } = options;
  const told = <T>(value: T | Hidden): T | string => isHidden(value) ? HIDDEN_TEXT : value;
  const table = tableFigure({
    rests: DELIVERIES,
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
        antal: told(volume),
        andel: told(shareWithin),
        median: told(median),
      },
    })),
    note: HIDDEN_NOTE,
  });
  return new Figure({ ...table.toJSON(), rests: DELIVERIES, kind: "guardedPerformed", follows: options });
}

/** A row with something else in the place of its hidden numbers. */
function replaceHidden<W extends string | null>(row: WaitTableRow<Hidden>, word: W): WaitTableRow<W> {
  const told = <T>(value: T | Hidden): T | W => isHidden(value) ? word : value;
  return {
    ...row,
    bands: row.bands.map(told),
    median: told(row.median),
    antal: told(row.antal),
    pvv: told(row.pvv),
    mov: told(row.mov),
    deviationShare: told(row.deviationShare),
    over: told(row.over),
    overShare: told(row.overShare),
    overIncluding: told(row.overIncluding),
    long: told(row.long),
    per1000: told(row.per1000),
    per1000Including: told(row.per1000Including),
  };
}
