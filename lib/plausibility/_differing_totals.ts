import { type Finding, type Layout, TOTAL, TOTAL_BAND } from "../contract/mod.ts";
import { isTotalCell } from "./_total_words.ts";
import { fewNames } from "./_wording.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** The option of a load that counts the rows although totals among them say otherwise. */
const ACCEPT_SUMS = "godta-summa";

/** How far a total may be from its parts with a warning alone, as where some are rounded: a share, and contacts. */
const NEARLY = 0.05, FEW = 5;
/** A total over regions that counts so many times more is of a larger area ("Riket"). */
const WIDER = 1.25;

/** The dimensions that rows may be totals over, beside the region and columns that are not read. */
const DIMENSIONS = ["band", "sjukhus", "vardutbud", "agarform"] as const;

/** A row with what it says of each dimension: `null` where it is a total over it, or does not distinguish it. */
interface Line {
  readonly row: TypedRow;
  readonly told: readonly (string | null)[];
  /** Where it is, and its cells of columns that are not read; of totals only. */
  readonly total?: Delivered["totals"][number];
}

/** Totals that do not count what the rows count that are read in their place. */
interface Difference {
  readonly of: Line;
  readonly own: number;
  readonly parts: number;
}

/**
 * Totals that were skipped, as their parts are in the file, and that count others than these: more, where only the
 * largest hospitals or vårdutbud are listed, and those who are in the total alone would be lost; fewer, where some rows
 * count others over again. Totals of one kind are added up before they are compared, by what the parts distinguish too.
 */
export function differingTotals(delivered: Delivered): Finding[] {
  const { rows, totals, unread, reading: { layout, sources } } = delivered;
  if (totals.length === 0) return [];
  const line = (row: TypedRow, cell: (at: number) => string, total?: Line["total"]): Line => ({
    row,
    told: [
      ...DIMENSIONS.map((name) => toldOf(row, name)),
      ...unread.map((_, at) => isTotalCell(cell(at)) || cell(at).trim() === "" ? null : cell(at).trim()),
    ],
    total,
  });
  const parts = rows.map((row, number) => line(row, (at) => unread[at].cells[number]));
  const slotOf = ({ row }: Line, region: unknown) =>
    JSON.stringify([row.manad, row.status, row.hemregion ?? null, row.avvikelse ?? null, region]);
  const inRegion = Map.groupBy(parts, (part) => slotOf(part, part.row.region));
  const everywhere = Map.groupBy(parts, (part) => slotOf(part, TOTAL));
  const kinds = Map.groupBy(
    totals.map((total) => line(total.row, (at) => total.cells[at], total)),
    (one) => `${slotOf(one, one.row.region)} ${one.told.map((told) => told === null ? 0 : 1).join("")}`,
  );
  const bands = layout.bands.filter(({ field }) => sources[field] !== undefined);
  const found = [...kinds.values()].flatMap((kind) => {
    const slot = slotOf(kind[0], kind[0].row.region);
    const own = (kind[0].row.region === TOTAL ? everywhere : inRegion).get(slot) ?? [];
    return own.length === 0 ? [] : differencesOf(kind, own, (row) => peopleOf(row, bands));
  });
  return [
    ...findingOf(
      found.filter(({ own, parts }) => own > parts),
      "summarader räknar fler än de rader som läses i deras ställe, och de som bara finns i summan skulle försvinna",
      "Lägg till en rad med dem som saknas, till exempel Övriga, eller läs in bara de rader som finns: --godta-summa",
    ),
    ...findingOf(
      found.filter(({ own, parts }) => own < parts),
      "summarader räknar färre än de rader som läses i deras ställe, och någon av raderna kan räkna andra en gång till",
      "Ta bort de rader som räknar andra en gång till, eller läs in alla: --godta-summa",
    ),
  ];
}

function toldOf(row: TypedRow, name: typeof DIMENSIONS[number]): string | null {
  const value = row[name] ?? null;
  // Without a name a hospital is a private provider's, but not in a total over regions.
  if (typeof value !== "string") return name === "sjukhus" && row.region !== TOTAL ? "" : null;
  return value === TOTAL || value === TOTAL_BAND ? null : value;
}

/** The differences of one kind of totals, which distinguish the same dimensions, from the parts in their slot. */
function differencesOf(
  kind: readonly Line[],
  parts: readonly Line[],
  peopleOf: (row: TypedRow) => number | null,
): Difference[] {
  const own = kind[0].told.flatMap((told, at) => told === null ? [] : [at]);
  const both = own.filter((at) => {
    const values = new Set(parts.map(({ told }) => told[at]));
    // A remark that only the total has distinguishes nothing.
    return !values.has(null) && (at < DIMENSIONS.length || kind.every(({ told }) => values.has(told[at])));
  });
  const isExact = own.every((at) =>
    both.includes(at) || (at >= DIMENSIONS.length && !parts.some(({ told }) => told[at] === kind[0].told[at]))
  );
  const key = ({ told }: Line) => JSON.stringify(both.map((at) => told[at]));
  const sums = Map.groupBy(parts, key);
  return [...Map.groupBy(kind, key)].flatMap(([at, group]) => {
    // The same total may stand both above and below its parts.
    const once = Map.groupBy(group, ({ told, total }) => JSON.stringify([told, total?.cells]));
    const counts = [...once.values()].map(([{ row }]) => peopleOf(row));
    if (counts.includes(null)) return [];
    const total = counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
    const listed = (sums.get(at) ?? []).map(({ row }) => peopleOf(row));
    const sum = listed.reduce((sum: number, count) => sum + (count ?? 0), 0);
    const isKnown = total > sum ? !listed.includes(null) : total < sum && isExact;
    return isKnown ? [{ of: group[0], own: total, parts: sum }] : [];
  });
}

/** What a row counts in all; `null` where something in it is missing. */
function peopleOf(row: TypedRow, bands: Layout["bands"]): number | null {
  if (typeof row.antal === "number") return row.antal;
  const counts = bands.filter(({ utom }) => utom === undefined).map(({ field }) => row[field]);
  return counts.length > 0 && counts.every((count) => typeof count === "number")
    ? counts.reduce((sum: number, count) => sum + Number(count), 0)
    : null;
}

function findingOf(differences: readonly Difference[], says: string, hint: string): Finding[] {
  const isLarge = ({ own, parts }: Difference) =>
    Math.abs(own - parts) >= FEW && Math.abs(own - parts) > NEARLY * Math.max(own, parts);
  // Those of all regions may count regions that no file here has; a total over the bands has a rule of its own.
  const isWider = ({ of: { row }, own, parts }: Difference) => row.region === TOTAL && own > parts;
  const stops = differences.filter((one) => isLarge(one) && !isWider(one));
  const shown = stops.length > 0
    ? stops
    : differences.filter((one) =>
      isWider(one) ? one.own < WIDER * one.parts : one.of.row.band !== TOTAL_BAND
    );
  if (shown.length === 0) return [];
  const number = (count: number) => count.toLocaleString("sv-SE");
  return [{
    rule: "totalrad_stammer_inte",
    level: stops.length > 0 ? "stop" : "warn",
    says: `${says}: ${
      fewNames(shown.map(({ of: { row }, own, parts }) =>
        `${row.region === TOTAL ? "alla regioner" : row.region} ${row.manad} ${row.status}, ${
          number(own)
        } mot ${number(parts)}`
      ))
    }`,
    count: shown.length,
    first: shown[0].of.total?.place() ?? null,
    hint,
    option: ACCEPT_SUMS,
  }];
}
