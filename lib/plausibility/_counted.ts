import { type Layout, NO_HOSPITAL, TOTAL, TOTAL_BAND } from "../contract/mod.ts";
import { hospitalNames, nameKey } from "../reference/mod.ts";
import { totalWords } from "./_total_words.ts";
import type { TypedRow } from "./delivered.ts";

/** The dimensions of an aggregate that its rows may be totals over. */
export const PLACES = ["sjukhus", "vardutbud", "agarform", "hemregion"] as const;
/** The dimensions that distinguish rows of a region, month and status: the same. */
export const APART = PLACES;
/** A dimension that distinguishes rows of a region, month and status. */
export type Apart = typeof APART[number];

/** What an aggregate counts of one place and kind, by band. */
export interface Counted {
  /** The numbers of its rows. */
  readonly rows: number[];
  /** The month. */
  readonly manad: string;
  /** Waiting or performed. */
  readonly status: string;
  /** The region. */
  readonly region: string;
  /** The deviation, where it has a column. */
  readonly avvikelse: string | null;
  /** The other dimensions; `null` where the row is empty, or a total that is kept. */
  readonly at: Readonly<Record<Apart, string | null>>;
  /** The dimensions that the row is marked as a total over. */
  readonly over: readonly Apart[];
  /** Whether its hospital is none that we know, and so may be a sum. */
  readonly open: boolean;
  /** How surely its hospital is a sum by its words, where it may be one. */
  readonly words: 0 | 1 | 2;
  /** Counts in the order of the components; `null` where missing. */
  readonly counts: (number | null)[];
}

/** An aggregate's rows as vectors of counts. */
export interface CountedRows {
  /** What is counted, in order of the first row. */
  readonly counted: readonly Counted[];
  /** For each component whether it is a count of its own, and not the sum of others. */
  readonly own: readonly boolean[];
}

/** Counts of the same place and kind, one vector for all its rows. Rows without month, status or region are left out. */
export function countRows(rows: readonly TypedRow[], layout: Layout): CountedRows {
  const long = layout.name === "bandrader";
  const components = long
    ? [...new Set(rows.map(({ band }) => band))].filter((band) => typeof band === "string")
    : countFields(layout).filter((field) => rows.some((row) => typeof row[field] === "number"));
  const bands = new Set(long ? components : layout.bands.map(({ field }) => field));
  const anyBand = components.some((name) => bands.has(name) && name !== TOTAL_BAND);
  const found = new Map<string, Counted>(), names = new Map<string | null, Pick<Counted, "open" | "words">>();
  const nameOf = (hospital: string | null) => names.getOrInsertComputed(hospital, named);
  const text = (row: TypedRow, field: string) => typeof row[field] === "string" ? row[field] : null;
  for (const [number, row] of rows.entries()) {
    const manad = text(row, "manad"), status = text(row, "status"), region = text(row, "region");
    if (manad === null || status === null || region === null || region === TOTAL) continue;
    const avvikelse = text(row, "avvikelse"), written = APART.map((field) => text(row, field));
    const key = JSON.stringify([manad, status, region, avvikelse, ...written]);
    let counted = found.get(key);
    if (counted === undefined) {
      const [sjukhus, vardutbud, agarform, hemregion] = written.map((name) => name === TOTAL ? null : name);
      counted = {
        rows: [],
        manad,
        status,
        region,
        avvikelse,
        at: { sjukhus, vardutbud, agarform, hemregion },
        over: APART.filter((_, index) => written[index] === TOTAL),
        ...nameOf(sjukhus),
        counts: components.map(() => null),
      };
      found.set(key, counted);
    }
    counted.rows.push(number);
    const { counts } = counted;
    for (const [index, name] of components.entries()) {
      const count = long ? (row.band === name ? row.antal : null) : row[name];
      if (typeof count === "number") counts[index] = (counts[index] ?? 0) + count;
    }
  }
  return {
    counted: [...found.values()],
    own: components.map((name) => !anyBand || (bands.has(name) && name !== TOTAL_BAND)),
  };
}

/** What a hospital's name says of whether it is a hospital. */
function named(hospital: string | null): Pick<Counted, "open" | "words"> {
  const open = hospital === null || (hospital !== NO_HOSPITAL && !hospitalNames.has(nameKey(hospital)));
  return { open, words: open ? totalWords(hospital) : 0 };
}

/** The fields of a layout that count people. */
export function countFields({ name, bands }: Layout): string[] {
  return name === "bandrader" ? ["antal"] : [...bands.map(({ field }) => field), "antal", "pvv", "mov"];
}

/** What says that a count is no chance: bits, of the counts that two independent tables would seldom share. */
export function evidence(count: number): number {
  return Math.log2(1 + Math.sqrt(count));
}
