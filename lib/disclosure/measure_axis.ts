import type { CubeCell } from "../cube/mod.ts";
import { type DayBand, LONG_WAIT_DAYS } from "../indicators/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { type Axis, makeAxis } from "./axis.ts";
import { DisclosureError } from "./disclosure_error.ts";

/** The part of a cube cell that says what measures count it. */
export type MeasuredCell = WaitCell & Pick<CubeCell, "status" | "avvikelse" | "vardgaranti">;

/** What contacts are counted by. */
export interface MeasureAxis {
  /** The axis. */
  readonly axis: Axis;
  /** The category of a cell. */
  readonly leafOf: (cell: MeasuredCell) => number;
}

const DEVIATIONS: readonly DeviationMeasure[] = ["pvv", "mov"];

/** A measure that counts a deviation: PvV, or MoV with SoV. */
export type DeviationMeasure = "pvv" | "mov";

/** What the axis of those who wait is cut by. */
export interface WaitingMeasureOptions {
  /** The bands, from day 0 on without gaps. */
  readonly bands: readonly DayBand[];
  /** The limit in whole days; a band must end there. */
  readonly limitDays: number;
  /** Which deviations the deliveries report: one that they do not is no small number. @default both */
  readonly reported?: readonly DeviationMeasure[];
}

/**
 * The key of a band's counts on the axis of measures.
 *
 * @param band The band.
 * @returns The key, as "d31_60" or "d366".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bandKey } from "vantelage/disclosure";
 * assert.deepEqual([bandKey({ lo: 0, hi: 30 }), bandKey({ lo: 366, hi: null })], ["d0_30", "d366"]);
 * ```
 */
export function bandKey({ lo, hi }: DayBand): string {
  return hi === null ? `d${lo}` : `d${lo}_${hi}`;
}

/**
 * What those who wait are counted by: each band, over the limit, PvV, MoV, and with or without these.
 *
 * A page shows `antal` (waiting actively), the bands, `over`, `pvv`, `mov`, `inkl` (all who wait) and `overInkl` (all
 * over the limit). A reader can also compute how many deviate at all, within and over the limit; that is protected too.
 *
 * @param cells Cells of those who wait.
 * @param options The bands and the limit.
 * @returns The axis.
 * @throws {RangeError} If no band ends at the limit.
 * @throws {DisclosureError} If the wait of somebody who waits actively does not lie within one band.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { PUBLISHED_BANDS } from "vantelage";
 * import { waitingMeasures } from "vantelage/disclosure";
 * const { axis } = waitingMeasures([], { bands: PUBLISHED_BANDS, limitDays: 90 });
 * assert.deepEqual(axis.groups[axis.groupOf.get("over")!].leaves, [3, 4]);
 * ```
 */
export function waitingMeasures(
  cells: readonly MeasuredCell[],
  { bands, limitDays, reported = DEVIATIONS }: WaitingMeasureOptions,
): MeasureAxis {
  if (!bands.some(({ hi }) => hi === limitDays)) {
    throw new RangeError(
      `Cannot protect the count over the limit as a band must end at it: got ${limitDays}`,
    );
  }
  const bandOf = (cell: WaitCell) => bands.findIndex(({ lo, hi }) => lo <= cell.lo && reaches(hi, cell.hi));
  for (const cell of cells) {
    if (cell.avvikelse === null && bandOf(cell) < 0) {
      throw new DisclosureError(
        `Små tal kan inte skyddas: en leverans har bandet ${cell.lo}–${
          cell.hi ?? ""
        } dagar, som inte ryms i något av de band som ska visas. Välj band som alla leveranser kan räknas om till.`,
      );
    }
  }
  const sideOf = (cell: WaitCell) =>
    cell.lo > limitDays ? "over" : cell.hi !== null && cell.hi <= limitDays ? "within" : "unknown";
  const deviating = cells.filter((cell) => cell.avvikelse !== null);
  const isTold = (side: string) => deviating.some((cell) => sideOf(cell) === side);
  // An aggregate may not say who is within the limit: a zero there is not a small number.
  const sides = !isTold("unknown")
    ? ["within", "over"]
    : isTold("within") || isTold("over")
    ? ["within", "over", "unknown"]
    : ["unknown"];
  const kinds = DEVIATIONS.filter((kind) =>
    reported.includes(kind) || deviating.some((cell) => deviationOf(cell) === kind)
  );
  const deviations = kinds.flatMap((deviation) => sides.map((side) => ({ deviation, side })));
  const within = bands.flatMap(({ hi }, index) => hi !== null && hi <= limitDays ? [index] : []);
  const over = bands.flatMap(({ lo }, index) => lo > limitDays ? [index] : []);
  const active = [...bands.keys()];
  const leavesOf = (test: (leaf: { deviation: string; side: string }) => boolean) =>
    deviations.flatMap((leaf, index) => test(leaf) ? [bands.length + index] : []);
  const all = [...active, ...leavesOf(() => true)];
  const deviatingOver = leavesOf(({ side }) => side === "over");
  const isOverTold = kinds.length > 0 && sides.includes("over");
  const axis = makeAxis("mått", all.length, [
    { key: "antal", leaves: active, price: 8 },
    ...bands.map((band, index) => ({
      key: bandKey(band),
      leaves: [index],
      price: band.lo > LONG_WAIT_DAYS ? 1.5 : band.lo > limitDays ? 2 : 3,
    })),
    { key: "inom gränsen", leaves: within, price: 5, derived: true },
    { key: "over", leaves: over, price: 5 },
    { key: "inkl", leaves: all, price: 4 },
    ...isOverTold ? [{ key: "overInkl", leaves: [...over, ...deviatingOver], price: 2 }] : [],
    ...kinds.map((kind) => ({
      key: kind,
      leaves: leavesOf(({ deviation }) => deviation === kind),
      price: kind === "pvv" ? 1.2 : 1,
    })),
    ...kinds.length === 0
      ? []
      : [{ key: "avvikelser", leaves: leavesOf(() => true), price: 3, derived: true }],
    ...(kinds.length === 0 ? [] : sides).map((side) => ({
      key: `avvikelser ${side}`,
      leaves: leavesOf((leaf) => leaf.side === side),
      price: 0.2,
      derived: true,
    })),
    ...deviations.map(({ deviation, side }, index) => ({
      key: `${deviation} ${side}`,
      leaves: [bands.length + index],
      price: 0.1,
      derived: true,
    })),
  ], [
    { total: "antal", parts: ["inom gränsen", "over"], hideWith: "parts" },
    { total: "inom gränsen", parts: within.map((index) => bandKey(bands[index])) },
    { total: "over", parts: over.map((index) => bandKey(bands[index])), hideWith: "parts" },
    ...kinds.length === 0 ? [] : [
      { total: "avvikelser", parts: kinds, hideWith: "parts" },
      { total: "avvikelser", parts: sides.map((side) => `avvikelser ${side}`), hideWith: "parts" },
      { total: "inkl", parts: ["antal", "avvikelser"], hideWith: "total" },
      ...isOverTold
        ? [{ total: "overInkl", parts: ["over", "avvikelser over"], hideWith: "total" } as const]
        : [],
    ] as const,
  ]);
  return {
    axis,
    leafOf: (cell) =>
      cell.avvikelse === null
        ? bandOf(cell)
        : bands.length + deviations.findIndex(({ deviation, side }) =>
          deviation === deviationOf(cell) && side === sideOf(cell)
        ),
  };
}

/**
 * What operations are counted by: all (`volym`), those the guarantee covers (`omfattas`), and of these those performed
 * within the limit (`inom`).
 *
 * @param cells Cells of those operated.
 * @param options The limit in whole days.
 * @returns The axis; with `volym` only where no cell says whether the guarantee covers it.
 * @throws {DisclosureError} If a cell straddles the limit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedMeasures } from "vantelage/disclosure";
 * const cell = { status: "genomforda", avvikelse: null, vardgaranti: true, lo: 10, hi: 10, antal: 1 } as const;
 * assert.equal(performedMeasures([cell], { limitDays: 90 }).axis.sums.length, 2);
 * assert.equal(performedMeasures([{ ...cell, vardgaranti: null }], { limitDays: 90 }).axis.groups.length, 1);
 * ```
 */
export function performedMeasures(
  cells: readonly MeasuredCell[],
  { limitDays }: { readonly limitDays: number },
): MeasureAxis {
  const covered = (cell: MeasuredCell) => cell.vardgaranti === true && cell.avvikelse !== "PvV";
  const straddling = cells.find((cell) =>
    covered(cell) && cell.lo <= limitDays && !reaches(limitDays, cell.hi)
  );
  if (straddling) {
    throw new DisclosureError(
      `Små tal kan inte skyddas: en leverans har bandet ${straddling.lo}–${
        straddling.hi ?? ""
      } dagar, som går över gränsen ${limitDays} dagar.`,
    );
  }
  // Where no delivery reports the guarantee, a zero of those covered is not a small number.
  if (!cells.some((cell) => cell.vardgaranti !== null)) {
    return { axis: makeAxis("mått", 1, [{ key: "volym", leaves: [0] }], []), leafOf: () => 0 };
  }
  const axis = makeAxis("mått", 3, [
    { key: "volym", leaves: [0, 1, 2], price: 8 },
    { key: "omfattas", leaves: [0, 1], price: 3 },
    { key: "inom", leaves: [0], price: 3 },
    { key: "över", leaves: [1], price: 0.5, derived: true },
    { key: "omfattas inte", leaves: [2], price: 0.5, derived: true },
  ], [
    { total: "volym", parts: ["omfattas", "omfattas inte"], hideWith: "parts" },
    { total: "omfattas", parts: ["inom", "över"], hideWith: "parts" },
  ]);
  return { axis, leafOf: (cell) => !covered(cell) ? 2 : cell.lo <= limitDays ? 0 : 1 };
}

/** Whether a band that ends at `end` reaches as far as a cell that ends at `hi`. */
function reaches(end: number | null, hi: number | null): boolean {
  return end === null || hi !== null && hi <= end;
}

function deviationOf({ avvikelse }: MeasuredCell): DeviationMeasure {
  return avvikelse === "PvV" ? "pvv" : "mov";
}
