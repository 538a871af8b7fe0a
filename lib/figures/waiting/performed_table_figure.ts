import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { performedDefinition } from "../../indicators/measures.ts";
import { monthName } from "../../calendar/mod.ts";
import type { PerformedTableRow } from "../../indicators/mod.ts";
import { regionShortName } from "../../reference/regions.ts";
import { Figure } from "../marks/figure.ts";
import { figureNote, figureSubtitle } from "../marks/figure_options.ts";
import type { TableColumn } from "../marks/figure_table.ts";
import { formatCount } from "../marks/format.ts";
import type { FigureOptions } from "../marks/figure_options.ts";
import type { TableFigureOptions } from "../marks/table_figure_options.ts";
import { dimensionLabels } from "./wait_table_figure.ts";
import { aboutText, shortName, unknownIn } from "../marks/_wording.ts";

/**
 * The columns of the table of performed operations.
 *
 * @param label The header of the column that names the rows.
 * @param limitDays The limit in whole days.
 * @param covered Whom the share is counted on, where it is not those whom the guarantee covers.
 * @returns The columns.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedColumns } from "vantelage/figures";
 * assert.equal(performedColumns("Region", 90)[1].label, "Genomförda");
 * ```
 */
export function performedColumns(label: string, limitDays: number, covered?: string): TableColumn[] {
  return [
    { key: "namn", label, format: "text" },
    { key: "antal", label: "Genomförda", unit: "antal", format: "count" },
    covered === undefined
      ? { key: "omfattas", label: "Omfattas", unit: "av vårdgarantin", format: "count" }
      : { key: "omfattas", label: "Räknas", unit: "i andelen", format: "count" },
    { key: "andel", label: `Inom ${limitDays}`, unit: "andel av dem", format: "share" },
    { key: "median", label: "Median", unit: "dagar", format: "days" },
    { key: "medel", label: "Medel", unit: "dagar", format: "days" },
  ];
}

/**
 * The table of performed operations: volume, share within the limit, median and mean.
 *
 * @param rows The table with its total last.
 * @param options What the rows distinguish, month, limit, selection and missing regions.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedTable, performedTableFigure } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "genomforda", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = performedTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region" });
 * assert.equal(performedTableFigure(rows, { by: "region", manad: "2024-04" }).headline,
 *   "2 är genomförda; av dem som omfattas av vårdgarantin 50,0\u00a0% inom 90 dagar");
 * ```
 */
export function performedTableFigure(
  rows: readonly PerformedTableRow[],
  options: TableFigureOptions,
): Figure {
  const { by, limitDays = GUARANTEE_DAYS, manad } = options;
  const total = rows.find((row) => row.total);
  return new Figure({
    rests: DELIVERIES,
    kind: "performedTableFigure",
    follows: options,
    headline: headlineOf(total, limitDays, options),
    subtitle: figureSubtitle(
      "Antal genomförda och deras väntetid i dagar; median och medel räknar alla",
      options,
      options.covered ?? performedDefinition,
    ),
    alt: `Tabell: genomförda per ${dimensionLabels[by].toLowerCase()}.`,
    note: figureNote([], options),
    table: {
      caption: `Genomförda, ${monthName(manad)}`,
      columns: [
        performedColumns(dimensionLabels[by], limitDays, options.covered)[0],
        ...(by === "sjukhus" ? [{ key: "region", label: "Region", format: "text" as const }] : []),
        ...performedColumns(dimensionLabels[by], limitDays, options.covered).slice(1),
      ],
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          namn: row.total || by === "region" ? shortName(row.name) : row.name,
          ...(by === "sjukhus" ? { region: regionShortName(row.region ?? "") } : {}),
          antal: row.volume,
          omfattas: row.covered,
          andel: row.shareWithin,
          median: row.median,
          medel: row.mean,
        },
      })),
    },
  });
}

/** That there are no operations: none was made, or some have not delivered those that were. */
export function nobodyOperated({ missing = [], omitted = [] }: FigureOptions): string {
  if (omitted.length > 0) return unknownIn(omitted);
  return missing.length > 0 ? "Leveranserna har inga genomförda operationer" : "Ingen operation är genomförd";
}

function headlineOf(
  total: PerformedTableRow | undefined,
  limitDays: number,
  options: FigureOptions,
): string {
  if (!total || total.volume === 0) return nobodyOperated(options);
  const done = `${formatCount(total.volume)} är genomförda`;
  const { covered } = options;
  if (total.shareWithin === null) {
    return covered === undefined ? `${done}, ingen av dem omfattas av vårdgarantin` : done;
  }
  return `${done}; ${covered === undefined ? "av dem som omfattas av vårdgarantin" : "av dem"} ${
    aboutText(total.shareWithin, "share")
  } inom ${limitDays} dagar`;
}
