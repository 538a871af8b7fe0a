/** What the table of those who wait and its protected form have in common. */
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { monthName } from "../../calendar/mod.ts";
import { rowName, type TableDimension, type WaitTableRow } from "../../indicators/wait_table.ts";
import { type Bounded, isExact } from "../../numeric/mod.ts";
import { awaitedWords } from "../../reference/offering_words.ts";
import { isYearOld, otherInhabitantsMonth } from "../../reference/inhabitants.ts";
import { regionShortName } from "../../reference/regions.ts";
import { reportsDeviations } from "../marks/_definition.ts";
import { isCompared } from "../marks/_few.ts";
import { figureDefinition, figureNote, figureSubtitle } from "../marks/figure_options.ts";
import type { FigureTable, TableColumn } from "../marks/figure_table.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import type { TableFigureOptions } from "../marks/table_figure_options.ts";
import { bandLabels } from "./waiting_by_band.ts";
import { extremes, shortName, someNames } from "../marks/_wording.ts";

/** The header of the column that names the rows. */
export const dimensionLabels: Readonly<Record<TableDimension, string>> = {
  region: "Region",
  sjukhus: "Sjukhus",
  vardutbud: "Vårdutbud",
  agarform: "Ägarform",
};

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

/**
 * What a table of hospitals or vårdutbud says beyond its total: between which shares the hospitals lie, what most wait
 * for. `null` when that is not to be seen in what is shown: ties, doubt, hidden numbers, too few to compare.
 */
export function waitTableFinding(
  rows: readonly WaitTableRow<null>[],
  by: TableDimension,
  limitDays: number,
): string | null {
  const parts = rows.filter(({ total }) => !total), total = rows.find((row) => row.total)?.antal ?? null;
  const named = parts.filter(({ name }) => name !== rowName(by, null));
  if (by === "sjukhus") {
    const compared = named.filter(({ antal }) => antal === null || isCompared(antal));
    const shares = compared.flatMap(({ name, overShare }) =>
      overShare !== null && isExact(overShare) ? [{ name, value: overShare.value }] : []
    );
    const found = extremes(shares, formatShare);
    if (found === null || found.equal || shares.length < compared.length) return null;
    const at = (names: readonly string[]) => `på ${someNames(names, "sjukhus")}`;
    return `Från ${found.bottomText} över ${limitDays} dagar ${at(found.bottom)} till ${found.topText} ${
      at(found.top)
    }`;
  }
  if (by !== "vardutbud" || total === null) return null;
  const sizes = parts.flatMap(({ name, antal }) => antal === null ? [] : [{ name, antal }])
    .sort((a, b) => b.antal - a.antal);
  const hidden = total - sizes.reduce((sum, { antal }) => sum + antal, 0), [first, second] = sizes;
  if (second === undefined || first.antal === second.antal || first.antal <= hidden) return null;
  if (first.name === rowName(by, null)) return null;
  return `Flest väntar på ${awaitedWords(first.name)}, ${formatCount(first.antal)} av ${formatCount(total)}`;
}

/** The subtitle, the note and the table in its published order of columns. */
export function waitTableContent(
  rows: readonly WaitTableRow<string>[],
  options: TableFigureOptions,
  notes: readonly string[] = [],
): { subtitle: string; note: string | undefined; table: FigureTable } {
  const { by, limitDays = GUARANTEE_DAYS, manad } = options;
  const definition = figureDefinition(options), isReported = reportsDeviations(options);
  const ofMonth = otherInhabitantsMonth(manad);
  // What is counted as delivered is neither with nor without PvV and MoV.
  const counted = isReported ? definition.slice(0, 5) : "antal";
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
    { key: "antal", label: "Totalt", unit: counted, format: "count" },
    { key: "pvv", label: "PvV", unit: "antal", format: "count" },
    { key: "mov", label: "MoV", unit: "antal", format: "count" },
    { key: "per_1000_exkl", label: "Per 1\u00a0000", unit: isReported ? "exkl." : counted, format: "rate2" },
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
      `Antal väntande efter väntetid i dagar; ${definition}${isReported ? " där inget annat sägs" : ""}`,
      options,
      null,
    ),
    note: figureNote(
      [
        ...(by === "region" && isReported ? ["Per 1\u00a0000 invånare: exkl. och inkl. PvV och MoV."] : []),
        ...(by === "region" && ofMonth !== null
          ? [
            `Invånarna är de i ${monthName(ofMonth)}${
              isYearOld(ofMonth, manad) ? ", mer än ett år före månaden" : ""
            }.`,
          ]
          : []),
        ...notes,
      ],
      options,
    ),
    table: { caption: `Väntande efter väntetid, ${monthName(manad)}`, columns: filled, rows: cells },
  };
}
