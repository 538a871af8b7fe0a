/** What the table of those who wait and its protected form have in common. */
import { monthName } from "../calendar/mod.ts";
import type { TableDimension } from "../indicators/mod.ts";
import { type Bounded, isExact } from "../numeric/mod.ts";
import { regionShortName } from "../reference/regions.ts";
import { figureDefinition, figureNote, figureSubtitle } from "./figure_options.ts";
import type { CellValue, FigureTable, TableColumn } from "./figure_table.ts";
import { formatCount, formatShare } from "./format.ts";
import type { TableFigureOptions } from "./table_figure_options.ts";
import { bandLabels } from "./waiting_by_band.ts";
import { shortName } from "./_wording.ts";

/** The header of the column that names the rows. */
export const dimensionLabels: Readonly<Record<TableDimension, string>> = {
  region: "Region",
  sjukhus: "Sjukhus",
  vardutbud: "Vårdutbud",
  agarform: "Ägarform",
};

/** A row of the table, each number as a cell shows it. */
export interface WaitTableCells {
  readonly name: string;
  readonly region: string | null;
  readonly total: boolean;
  readonly bands: readonly CellValue[];
  readonly overShare: CellValue;
  readonly median: CellValue;
  readonly antal: CellValue;
  readonly pvv: CellValue;
  readonly mov: CellValue;
  readonly per1000: CellValue;
  readonly per1000Including: CellValue;
  readonly inhabitants: CellValue;
}

/** "2 väntar, 1 av dem (50,0 %) över 90 dagar"; "10 väntar, 2–8 av dem över 90 dagar" when that is in doubt. */
export function waitTableHeadline(
  antal: number,
  over: Bounded,
  share: number | null,
  limitDays: number,
): string {
  const part = isExact(over)
    ? `${formatCount(over.value)} av dem (${formatShare(share)})`
    : over.high === null
    ? `minst ${formatCount(over.low)} av dem`
    : `${formatCount(over.low)}–${formatCount(over.high)} av dem`;
  return `${formatCount(antal)} väntar, ${part} över ${limitDays} dagar`;
}

/** The subtitle, the note and the table in its published order of columns. */
export function waitTableContent(
  rows: readonly WaitTableCells[],
  options: TableFigureOptions,
  notes: readonly string[] = [],
): { subtitle: string; note: string | undefined; table: FigureTable } {
  const { by, limitDays = 90, manad } = options;
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
  return {
    subtitle: figureSubtitle(
      `Antal väntande efter väntetid i dagar; ${figureDefinition(options)} där inget annat sägs`,
      options,
      null,
    ),
    note: figureNote(
      [...(by === "region" ? ["Per 1\u00a0000 invånare: exkl. och inkl. PvV och MoV."] : []), ...notes],
      options,
    ),
    table: { caption: `Väntande efter väntetid, ${monthName(manad)}`, columns: filled, rows: cells },
  };
}
