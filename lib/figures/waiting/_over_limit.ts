import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { regionShortName } from "../../reference/regions.ts";
import { faceOf } from "../marks/_face.ts";
import type { FigureOptions } from "../marks/figure_options.ts";
import type { CellValue, FigureTable, TableColumn } from "../marks/figure_table.ts";
import { formatBounded } from "../marks/format.ts";
import { monthName } from "../../calendar/mod.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { aboutText, capitalise, joinNames, type Named } from "../marks/_wording.ts";

/** The share over the limit that a chart draws; 0 without a share, which no chart draws. */
export function shareOf(row: WaitTableRow): number {
  return row.overShare?.value ?? 0;
}

/** The rows whose share is known or estimated, the largest first; where it is the same, in the order given. */
export function byShare<R extends WaitTableRow>(rows: readonly R[]): R[] {
  return rows.filter(({ overShare }) => overShare !== null && !overShare.unplaced).sort((a, b) =>
    shareOf(b) - shareOf(a)
  );
}

/** Whether somebody may be over the limit: a band that reaches over it does not report; `high` is `null` without a bound. */
export function mayBeOver(rows: readonly WaitTableRow[]): boolean {
  return rows.some(({ over }) => over.high !== 0);
}

/**
 * Whose number is unknown as the deliveries do not say how long all have waited, with its bounds, as a sentence; `null` for nobody.
 *
 * @param number What is unknown: "Hur många som har väntat över 90 dagar".
 */
export function openBandNote<R extends { readonly name: string; readonly region: string | null }>(
  rows: readonly R[],
  numberOf: (row: R) => Bounded,
  number: string,
): string | null {
  const open = rows.filter((row) => numberOf(row).unplaced);
  if (open.length === 0) return null;
  const nameOf = ({ name, region }: R) =>
    name === rowName("sjukhus", null) && region !== null ? `${name} (${regionShortName(region)})` : name;
  const names = open.map((row) => `${nameOf(row)} ${formatBounded(numberOf(row), "count")}`);
  return `${number} är okänt där leveransen inte säger hur länge alla har väntat: ${joinNames(names)}.`;
}

/** The headline where nobody's number is known as the deliveries do not say how long all have waited. */
export function openBandHeadline(number: string): string {
  return `${number} är okänt: leveranserna säger inte hur länge alla har väntat`;
}

/** "från Värmland 42,1 % till Västmanland 25,4 %.", for alternative texts. */
export function shareSummary(shares: readonly Named[]): string {
  if (shares.length === 0) return "men ingen väntar.";
  const [first, last] = [shares[0], shares[shares.length - 1]];
  const text = ({ name, value, low = value, high = value }: Named) =>
    `${name} ${aboutText({ value, low, high }, "share")}`;
  return shares.length === 1 ? `${text(first)}.` : `från ${text(first)} till ${text(last)}.`;
}

/** The numbers over the limit, with the columns that name the rows first. */
export function overLimitTable<R extends WaitTableRow>(
  rows: readonly R[],
  options: FigureOptions,
  names: readonly TableColumn[],
  nameCells: (row: R) => Record<string, CellValue>,
): FigureTable {
  const { limitDays = GUARANTEE_DAYS, manad } = options, { contacts, after, definition } = faceOf(options);
  return {
    caption: `${capitalise(contacts)} ${after}över ${limitDays} dagar, ${monthName(manad)}`,
    remark: definition,
    columns: [
      ...names,
      { key: "andel", label: `Över ${limitDays} dagar`, unit: "andel", format: "share", bar: true },
      { key: "over", label: `Över ${limitDays} dagar`, unit: "antal", format: "count" },
      { key: "antal", label: capitalise(contacts), unit: "antal", format: "count" },
    ],
    rows: rows.map((row) => ({
      total: row.total,
      cells: { ...nameCells(row), andel: row.overShare, over: row.over, antal: row.antal },
    })),
  };
}
