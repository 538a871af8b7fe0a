import { type Layout, type Reading, TOTAL } from "../contract/mod.ts";
import {
  type Cover,
  COVERED_DIMENSIONS,
  type CoveredDimension,
  type CoveredSlot,
  type DeviationCovers,
  gaps,
  REPORTED,
} from "../cube/mod.ts";
import type { Delivered } from "./delivered.ts";
import { slotKey, type SlotShape } from "./slot_shape.ts";

/** An aggregate that names at least this many vårdutbud is taken to hold all of them. */
const WHOLE_LIST = 10;

/**
 * What a judged delivery covers of every region, month and status that it has accepted records of.
 *
 * @param delivered The delivery.
 * @param shapes Its shapes.
 * @returns One entry for each shape, in their order.
 */
export function slotCovers(delivered: Delivered, shapes: readonly SlotShape[]): CoveredSlot[] {
  const { reading } = delivered, named = namesBySlot(delivered), limits = coveredLimits(delivered);
  // What one region of a file has nobody for and another has, the first has nobody waiting for.
  const about = {
    layout: reading.layout.name,
    records: delivered.slots.reduce((sum, { rows }) => sum + rows, 0),
  };
  const offerings = [...new Set([...named.values()].flatMap(({ vardutbud }) => [...vardutbud]))].sort();
  const isOwned = [...named.values()].some(({ agarform }) => agarform.size > 0);
  return shapes.map((shape) => {
    const { region, manad, status } = shape, names = named.get(slotKey(shape));
    const has = (dimension: CoveredDimension) => (names?.[dimension].size ?? 0) > 0;
    // Ownership follows from hospitals, those too where nobody waits.
    const by = COVERED_DIMENSIONS.filter((dimension) =>
      has(dimension) || (dimension === "agarform" && isOwned && has("sjukhus"))
    );
    return {
      region,
      manad,
      status,
      cover: {
        by,
        vardutbud: by.includes("vardutbud") ? coveredOfferings(offerings, about) : "all",
        ...coveredDeviations(reading, shape),
        limits,
      },
    };
  });
}

/** A register of at least this many contacts, all of one vårdutbud, is an extract of that one. */
const MANY_OF_ONE = 100;

/**
 * The vårdutbud that a delivery holds, as far as its names say: all where it breaks nothing down, names many or is a
 * register; else those that it names.
 *
 * @param names The vårdutbud that it names.
 * @param about Its layout, and how many records it has.
 * @returns All, or the names.
 */
export function coveredOfferings(
  names: readonly string[],
  { layout, records }: { readonly layout: Layout["name"]; readonly records: number },
): Cover["vardutbud"] {
  if (names.length === 0 || names.length >= WHOLE_LIST) return "all";
  const isExtract = names.length === 1 && records >= MANY_OF_ONE;
  return layout === "register" && !isExtract ? "all" : names;
}

/**
 * How a delivery treats PvV and MoV of those who wait. A register without a column for them has them among the others;
 * of an aggregate without their counts nobody knows.
 *
 * @param reading How it was read.
 * @param shape The region, month and status.
 * @returns How each is treated.
 */
export function coveredDeviations(
  { layout, sources }: Pick<Reading, "layout" | "sources">,
  { status, rows, missing }: Pick<SlotShape, "status" | "rows" | "missing">,
): DeviationCovers {
  if (layout.name === "register") {
    return sources.avvikelsekod === undefined ? { pvv: "within", mov: "within" } : REPORTED;
  }
  if (status !== "vantande") return REPORTED;
  if (layout.name === "bandrader") {
    return sources.avvikelse === undefined ? { pvv: "unknown", mov: "unknown" } : REPORTED;
  }
  const of = (field: string) =>
    sources[field] === undefined || missing[field] === rows ? "unknown" : "reported";
  return { pvv: of("pvv"), mov: of("mov") };
}

type Names = Record<CoveredDimension, Set<string>>;

/** The names of each slot by dimension, those of rows that count nobody too. */
function namesBySlot({ roll, rows }: Delivered): Map<string, Names> {
  const slots = new Map<string, Names>();
  const add = (slot: Parameters<typeof slotKey>[0], dimension: CoveredDimension, name: unknown) => {
    if (typeof name !== "string" || name === TOTAL) return;
    const key = slotKey(slot);
    let names = slots.get(key);
    if (names === undefined) slots.set(key, names = noNames());
    names[dimension].add(name);
  };
  for (const dimension of COVERED_DIMENSIONS) {
    for (const cell of roll(["region", "manad", "status", dimension])) add(cell, dimension, cell[dimension]);
  }
  for (const row of rows) {
    const slot = row as unknown as Parameters<typeof slotKey>[0];
    for (const dimension of COVERED_DIMENSIONS) add(slot, dimension, row[dimension]);
  }
  return slots;
}

function noNames(): Names {
  return { sjukhus: new Set(), vardutbud: new Set(), agarform: new Set(), hemregion: new Set() };
}

/** The limits between days that no band of the delivery reaches over. */
function coveredLimits({ reading, rows }: Delivered): Cover["limits"] {
  if (reading.layout.name !== "bandrader") return columnLimits(reading);
  return exactLimits([...new Set(rows.map(({ band }) => String(band)))].map((band) => {
    const [lo, hi] = band.split("-");
    return { lo: Number(lo), hi: hi === "" ? null : Number(hi) };
  }));
}

/**
 * The limits between days that no column of a file reaches over; what a total holds beyond its bands lies in the days
 * that none of them answers for.
 *
 * @param reading How the file was read.
 * @returns The limits; `null` where its rows say them, not its columns.
 */
export function columnLimits({ layout, sources }: Pick<Reading, "layout" | "sources">): Cover["limits"] {
  if (layout.name === "register") return "days";
  if (layout.name === "bandrader") return null;
  const bands = layout.bands.filter(({ field }) => sources[field] !== undefined);
  return exactLimits(sources.antal === undefined ? bands : [...bands, ...gaps(bands)]);
}

/**
 * The limits between days that no band reaches over.
 *
 * @param bands Bands in whole days, in any order.
 * @returns The last day before each such limit, ascending.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exactLimits } from "./slot_covers.ts";
 * assert.deepEqual(exactLimits([{ lo: 0, hi: 30 }, { lo: 31, hi: 90 }, { lo: 91, hi: null }]), [30, 90]);
 * ```
 */
export function exactLimits(bands: readonly { readonly lo: number; readonly hi: number | null }[]): number[] {
  const days = new Set(
    bands.flatMap(({ lo, hi }) => [...lo > 0 ? [lo - 1] : [], ...hi === null ? [] : [hi]]),
  );
  return [...days].filter((day) => bands.every(({ lo, hi }) => lo > day || (hi !== null && hi <= day)))
    .sort((a, b) => a - b);
}
