import { profiles, type Reading, recognise } from "../../lib/contract/mod.ts";
import { type CubeCell, type Dimension, rollUp } from "../../lib/cube/mod.ts";
import type { Delivered, RolledCell, TypedRow, UnreadColumn } from "../../lib/plausibility/mod.ts";

/** The columns of the deliveries that the tests make. */
export const HEADER = [
  ..."månad,status,region,sjukhus,vårdutbud,ägarform".split(","),
  ..."0-30,31-60,61-90,91-365,366+,totalt,PvV,MoV".split(","),
];
/** How they are read. */
export const READING = recognise(HEADER, profiles);
/** The fields of their bands. */
export const BANDS = ["d0_30", "d31_60", "d61_90", "d91_365", "d366"];

/** A row of those who wait in Dalarna in April 2024, with counts by band (0 where none is given) and whatever differs. */
export function row(
  sjukhus: string | null,
  counts: readonly (number | null)[],
  about: TypedRow = {},
): TypedRow {
  return {
    manad: "2024-04",
    status: "vantande",
    region: "Region Dalarna",
    sjukhus,
    vardutbud: null,
    agarform: null,
    hemregion: null,
    ...Object.fromEntries(BANDS.map((field, index) => [field, counts.length > index ? counts[index] : 0])),
    antal: null,
    pvv: null,
    mov: null,
    ...about,
  };
}

/** What is left out of {@linkcode delivered}. */
interface Options {
  reading?: Reading;
  header?: readonly string[];
  unread?: readonly UnreadColumn[];
  totals?: Delivered["totals"];
  cells?: readonly CubeCell[];
}

/** A judged delivery of these accepted rows; its cells are made of the bands and deviations of the rows unless given. */
export function delivered(rows: readonly TypedRow[], options: Options = {}): Delivered {
  const { reading = READING, unread = [], totals = [], cells = rows.flatMap(cellsOf) } = options;
  const fields = Object.keys(reading.layout.shape).filter((name) => reading.sources[name] !== undefined);
  const slots = Map.groupBy(rows, ({ region, manad, status }) => JSON.stringify([region, manad, status]));
  return {
    reading,
    header: options.header ?? [...HEADER, ...unread.map(({ header }) => header)],
    rows: reading.layout.name === "register" ? [] : rows,
    unread,
    totals,
    roll<D extends Dimension>(by: readonly D[], days = false) {
      const kept = days ? cells : cells.map((cell) => ({ ...cell, lo: 0, hi: 0 }));
      return rollUp(kept, by) as RolledCell<D>[];
    },
    slots: [...slots].map(([slot, rows]) => {
      const [region, manad, status] = JSON.parse(slot);
      const missing = fields.map((name) => [name, rows.filter((row) => row[name] === null).length] as const);
      return { region, manad, status, rows: rows.length, missing: Object.fromEntries(missing) };
    }),
    place: (row, field) => `fil.csv:${row + 2}:${field}`,
  };
}

function cellsOf(row: TypedRow): CubeCell[] {
  const told = (name: string) => row[name] === "(alla)" ? null : row[name];
  const kind = {
    manad: row.manad,
    status: row.status,
    region: row.region,
    sjukhus: told("sjukhus"),
    vardutbud: told("vardutbud"),
    agarform: told("agarform"),
    vardgaranti: null,
    hemregion: told("hemregion"),
  };
  const bands = READING.layout.bands.map(({ field, lo, hi }) => ({
    antal: row[field],
    lo,
    hi,
    avvikelse: null,
  }));
  const deviations = (["PvV", "MoV"] as const).map((avvikelse) => ({
    antal: row[avvikelse.toLowerCase()],
    lo: 0,
    hi: null,
    avvikelse,
  }));
  return [...bands, ...deviations].filter(({ antal }) => typeof antal === "number" && antal > 0)
    .map((cell) => ({ ...kind, ...cell }) as CubeCell);
}
