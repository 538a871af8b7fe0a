import { TOTAL } from "../contract/mod.ts";
import { bySlot } from "./repeated_rows.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** Regions and months where some rows report how many wait with PvV or MoV and others do not. */
export function partlyReportedDeviations({ rows, reading: { sources } }: Delivered): string[] {
  const waiting = rows.filter(({ status }) => status === "vantande");
  const slots = [...Map.groupBy(waiting, ({ region, manad }) => `${region} ${manad}`)]
    .sort(([a], [b]) => a < b ? -1 : 1);
  return Object.entries({ pvv: "PvV", mov: "MoV" }).filter(([field]) => sources[field] !== undefined)
    .flatMap(([field, name]) =>
      slots.flatMap(([slot, rows]) => {
        const missing = rows.filter((row) => (row[field] ?? null) === null).length;
        return missing === 0 || missing === rows.length ? [] : [`${name} i ${missing} rader för ${slot}`];
      })
    );
}

/** Regions, months and statuses whose rows have some of the file's bands, but neither the others nor a total. */
export function blankBands({ rows, reading: { layout, sources } }: Delivered): string[] {
  const bands = layout.bands.map(({ field }) => field).filter((field) => sources[field] !== undefined);
  const blank = [...rows.keys()].filter((number) => {
    const row = rows[number], filled = bands.filter((field) => (row[field] ?? null) !== null).length;
    return filled > 0 && filled < bands.length &&
      (sources.antal === undefined || (row.antal ?? null) === null);
  });
  return bySlot(rows, blank);
}

/** Regions, months and statuses with totals of no hospital, which may be a private provider's or all the others'. */
export function unplacedTotals({ rows }: Delivered): string[] {
  const isUnplaced = ({ sjukhus, vardutbud, agarform }: TypedRow) =>
    sjukhus === null && [vardutbud, agarform].includes(TOTAL);
  const slots = Map.groupBy(rows, ({ region, manad, status }) => `${region} ${manad} ${status}`);
  return [...slots].filter(([, rows]) =>
    rows.some(isUnplaced) && rows.some(({ sjukhus }) => sjukhus !== null && sjukhus !== TOTAL)
  ).map(([slot]) => slot).sort();
}
