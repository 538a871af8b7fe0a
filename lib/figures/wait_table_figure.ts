import * as z from "zod";
import { monthName } from "../calendar/mod.ts";
import type { TableDimension, WaitTableRow } from "../indicators/mod.ts";
import { regionShortName } from "../reference/regions.ts";
import { Figure } from "./figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "./figure_options.ts";
import { optionFields } from "./_option_fields.ts";
import type { TableColumn } from "./figure_table.ts";
import { formatCount, formatShare } from "./format.ts";
import { bandLabels } from "./waiting_by_band.ts";
import { shortName } from "./_wording.ts";

/** Options for {@linkcode waitTableFigure} and {@linkcode performedTableFigure}. */
export interface TableFigureOptions extends FigureOptions {
  /** What the rows tell apart. */
  readonly by: TableDimension;
}

/** Options for {@linkcode waitTableFigure} and {@linkcode performedTableFigure}, checked. */
export const TableFigureOptions: z.ZodType<TableFigureOptions> = z.strictObject({
  ...optionFields,
  by: z.enum(["region", "sjukhus", "vardutbud", "agarform"]),
});

/** The header of the column that names the rows. */
export const dimensionLabels: Readonly<Record<TableDimension, string>> = {
  region: "Region",
  sjukhus: "Sjukhus",
  vardutbud: "Vårdutbud",
  agarform: "Ägarform",
};

/**
 * The planning group's table in its published order of columns: bands, share over the limit, median, totals, rates.
 *
 * @param rows The table with its total last.
 * @param options What the rows tell apart, month, limit, selection and missing regions.
 * @returns A figure that is a table. Columns that hold nothing (rates of hospitals) are left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitTable, waitTableFigure } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(waitTableFigure(rows, { by: "region", manad: "2024-04" }).headline,
 *   "2 väntar, 1 av dem (50,0\u00a0%) över 90 dagar");
 * ```
 */
export function waitTableFigure(rows: readonly WaitTableRow[], options: TableFigureOptions): Figure {
  const { by, limitDays = 90, manad } = options;
  const total = rows.find((row) => row.total);
  const columns: TableColumn[] = [
    { key: "namn", label: dimensionLabels[by], format: "text" },
    ...(by === "sjukhus" ? [{ key: "region", label: "Region", format: "text" as const }] : []),
    ...bandLabels.map((label, band) => ({
      key: `band${band}`,
      label,
      unit: "dagar",
      format: "count" as const,
    })),
    { key: "andel", label: `Över ${limitDays}`, unit: "andel", format: "share", bar: true },
    { key: "median", label: "Median", unit: "dagar", format: "days" },
    { key: "antal", label: "Totalt", unit: figureDefinition(options).slice(0, 5), format: "count" },
    { key: "pvv", label: "PvV", unit: "antal", format: "count" },
    { key: "mov", label: "MoV", unit: "antal", format: "count" },
    { key: "per_1000_exkl", label: "Per 1\u00a0000", unit: "exkl.", format: "rate2" },
    { key: "per_1000_inkl", label: "Per 1\u00a0000", unit: "inkl.", format: "rate2" },
    { key: "invanare", label: "Invånare", unit: "antal", format: "count" },
  ];
  const cells = rows.map((row) => ({
    total: row.total,
    cells: {
      namn: row.total || by === "region" ? shortName(row.name) : row.name,
      ...(by === "sjukhus" ? { region: row.region === null ? "" : regionShortName(row.region) } : {}),
      ...Object.fromEntries(row.bands.map((band, index) => [`band${index}`, band])),
      andel: row.overShare,
      median: row.median,
      antal: row.antal,
      pvv: row.pvv,
      mov: row.mov,
      per_1000_exkl: by === "region" ? row.per1000 : null,
      per_1000_inkl: by === "region" ? row.per1000Including : null,
      invanare: by === "region" ? row.inhabitants : null,
    },
  }));
  const filled = columns.filter(({ key }) =>
    by === "region" || !["per_1000_exkl", "per_1000_inkl", "invanare"].includes(key)
  );
  return new Figure({
    kind: "waitTableFigure",
    rows,
    options,
    headline: !total || total.antal === 0
      ? "Ingen väntar"
      : `${formatCount(total.antal)} väntar, ${formatCount(total.over.value)} av dem (${
        formatShare(total.overShare?.value ?? null)
      }) över ${limitDays} dagar`,
    subtitle: figureSubtitle(
      `Antal väntande efter väntetid i dagar; ${figureDefinition(options)} där inget annat sägs`,
      options,
      null,
    ),
    alt: `Tabell: väntande efter väntetid per ${dimensionLabels[by].toLowerCase()}.`,
    note: figureNote(
      by === "region" ? ["Per 1\u00a0000 invånare: exkl. och inkl. PvV och MoV."] : [],
      options,
    ),
    table: {
      caption: `Väntande efter väntetid, ${monthName(manad)}`,
      columns: filled,
      rows: cells,
    },
  });
}
