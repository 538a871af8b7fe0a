import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { type Dimensions, Status } from "../cube/mod.ts";
import type { Delivered } from "./delivered.ts";

/** A region, month and status: what a delivery answers for, and what a newer delivery replaces. */
export type SlotName = Pick<Dimensions, "region" | "manad" | "status">;

/** How much a delivery holds of a region, month and status, and of what kind: later months are compared with it. */
export interface SlotShape extends SlotName {
  /** Records accepted. */
  readonly rows: number;
  /** Records without a value, by field of the layout; a field that every record has is left out. */
  readonly missing: Readonly<Record<string, number>>;
  /** Contacts by wait, in the bands of {@linkcode SHAPE_BANDS}; PvV and MoV are not in them. */
  readonly bands: readonly number[];
  /** Contacts, PvV and MoV too; not in shapes kept before 2026-12-01. */
  readonly antal?: number;
  /** The hospitals and vårdutbud, by dimension, in order; as `antal`. A dimension of more than 200 names is left out. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
}

/** How much a delivery holds of a region, month and status, checked. */
export const SlotShape: z.ZodType<SlotShape> = z.strictObject({
  region: z.string(),
  manad: Month,
  status: Status,
  rows: z.int().nonnegative(),
  missing: z.record(z.string(), z.int().positive()),
  bands: z.array(z.int().nonnegative()),
  antal: z.int().nonnegative().optional(),
  names: z.record(z.string(), z.array(z.string())).optional(),
});

/** The bands of {@linkcode SlotShape}: first day and name. A wide cell counts where it begins. */
export const SHAPE_BANDS: readonly { readonly lo: number; readonly name: string }[] = [
  { lo: 0, name: "0–30 dagar" },
  { lo: 31, name: "31–60 dagar" },
  { lo: 61, name: "61–90 dagar" },
  { lo: 91, name: "91–365 dagar" },
  { lo: 366, name: "över 365 dagar" },
];

/** More values than this are no code list. */
const MOST_VALUES = 200;

/** The dimensions whose names a newer delivery may not lose unasked. */
export const KEPT_DIMENSIONS = ["sjukhus", "vardutbud"] as const;

/**
 * A text that differs between slots, for maps and sets.
 *
 * @param slot The region, month and status.
 * @returns The text.
 */
export function slotKey({ region, manad, status }: SlotName): string {
  return `${region}|${manad}|${status}`;
}

/**
 * The shape of every region, month and status of a judged delivery.
 *
 * @param delivered The delivery.
 * @returns One shape for each that has records, in order of region, month and status.
 */
export function slotShapes(delivered: Pick<Delivered, "roll" | "slots">): SlotShape[] {
  const waits = Map.groupBy(
    delivered.roll(["region", "manad", "status", "avvikelse"], true),
    (cell) => slotKey(cell),
  );
  const names = KEPT_DIMENSIONS.map((dimension) => ({
    dimension,
    cells: Map.groupBy(delivered.roll(["region", "manad", "status", dimension]), (cell) => slotKey(cell)),
  }));
  return delivered.slots.map((slot) => {
    const { region, manad, status, rows, missing } = slot, cells = waits.get(slotKey(slot)) ?? [];
    const bands = SHAPE_BANDS.map(() => 0);
    for (const { avvikelse, lo, antal } of cells) {
      if (avvikelse === null) bands[SHAPE_BANDS.findLastIndex((band) => band.lo <= lo)] += antal;
    }
    return {
      region,
      manad,
      status,
      rows,
      missing: Object.fromEntries(Object.entries(missing).filter(([, count]) => count > 0)),
      bands,
      antal: cells.reduce((sum, { antal }) => sum + antal, 0),
      names: fewEnough(names.map(({ dimension, cells }) => [
        dimension,
        (cells.get(slotKey(slot)) ?? []).map((cell) => cell[dimension]),
      ])),
    };
  }).sort((a, b) => slotKey(a) < slotKey(b) ? -1 : 1);
}

/**
 * The names of hospitals, vårdutbud, ownerships and deviations in a delivery's cells.
 *
 * @param delivered The delivery.
 * @returns Names by dimension, each in order; a dimension with more than 200 names is left out.
 */
export function dimensionValues(delivered: Pick<Delivered, "roll">): Record<string, string[]> {
  const dimensions = ["sjukhus", "vardutbud", "agarform", "avvikelse"] as const;
  return fewEnough(
    dimensions.map((name) => [name, delivered.roll([name]).map((cell) => cell[name])]),
  );
}

/** Names in order, each once, of the dimensions that do not have too many. */
function fewEnough(
  dimensions: readonly (readonly [string, readonly (string | null)[]])[],
): Record<string, string[]> {
  return Object.fromEntries(
    dimensions
      .map(([name, values]) => [name, [...new Set(values)].filter((value) => value !== null).sort()] as const)
      .filter(([, values]) => values.length <= MOST_VALUES),
  );
}
