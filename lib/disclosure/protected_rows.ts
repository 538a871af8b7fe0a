import * as z from "zod";
import type { PerformedTableRow, WaitTableRow } from "../indicators/mod.ts";
import type { Bounded } from "../numeric/mod.ts";
import { DisclosureError } from "./disclosure_error.ts";
import { type Guarded, HIDDEN, Hidden, shown } from "./guarded.ts";
import type { ProtectedPoint } from "./protected_series.ts";
import type { ProtectedPerformedRow, ProtectedRow, ProtectedWaitRow } from "./protected_table.ts";

const GuardedNumber: z.ZodType<Guarded> = z.union([
  z.strictObject({ hidden: z.literal(false), value: z.number() }).transform(({ value }) => shown(value)),
  z.strictObject({ hidden: z.literal(true) }).transform(() => HIDDEN),
]);

const rowFields = { name: z.string(), region: z.string().nullable(), total: z.boolean() };

/** Protected rows of those who wait, as plain data. */
export const ProtectedWaitRows: z.ZodType<ProtectedWaitRow[]> = z.array(z.strictObject({
  ...rowFields,
  bands: z.array(GuardedNumber),
  median: GuardedNumber,
  antal: GuardedNumber,
  pvv: GuardedNumber.nullable(),
  mov: GuardedNumber.nullable(),
  deviationShare: GuardedNumber,
  over: GuardedNumber,
  overShare: GuardedNumber,
  overIncluding: GuardedNumber,
  long: GuardedNumber,
  per1000: GuardedNumber.nullable(),
  per1000Including: GuardedNumber.nullable(),
  inhabitants: z.number().nullable(),
}));

/** Protected rows of those operated, as plain data. */
export const ProtectedPerformedRows: z.ZodType<ProtectedPerformedRow[]> = z.array(z.strictObject({
  ...rowFields,
  volume: GuardedNumber,
  shareWithin: GuardedNumber,
  covered: GuardedNumber,
  median: GuardedNumber,
}));

/** Protected points of a monthly series, as plain data. */
export const ProtectedPoints: z.ZodType<ProtectedPoint[]> = z.array(z.strictObject({
  manad: z.string(),
  value: GuardedNumber.nullable(),
  yearBefore: GuardedNumber.nullable(),
  change: GuardedNumber.nullable(),
}));

/**
 * Whether any number of some rows is hidden.
 *
 * @param rows Protected rows.
 * @returns `false` for no rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, hidesSomething, shown } from "vantelage";
 * const row = { name: "A", region: null, total: false, volume: shown(9), shareWithin: HIDDEN, covered: shown(9), median: shown(3) };
 * assert.equal(hidesSomething([row]), true);
 * ```
 */
export function hidesSomething(rows: readonly ProtectedRow[]): boolean {
  return rows.some((row) => Object.values(row).flat().some((value) => value instanceof Hidden));
}

/**
 * Protected rows of which nothing is hidden, as the rows that figures draw.
 *
 * @param rows Protected rows of those who wait.
 * @returns The rows; every number exactly as shown, so a rounded number has no bounds.
 * @throws {DisclosureError} If a number is hidden: a chart must not draw what it cannot show.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { wholeWaitRows } from "vantelage";
 * assert.deepEqual(wholeWaitRows([]), []);
 * ```
 */
export function wholeWaitRows(rows: readonly ProtectedWaitRow[]): WaitTableRow[] {
  return rows.map((row) => ({
    ...row,
    bands: row.bands.map(bounded),
    median: bounded(row.median),
    antal: whole(row.antal),
    pvv: row.pvv && whole(row.pvv),
    mov: row.mov && whole(row.mov),
    deviationShare: row.pvv === null || row.mov === null ? null : whole(row.deviationShare),
    over: bounded(row.over),
    overShare: bounded(row.overShare),
    overIncluding: bounded(row.overIncluding),
    long: bounded(row.long),
    per1000: row.per1000 && whole(row.per1000),
    per1000Including: row.per1000Including && whole(row.per1000Including),
  }));
}

/**
 * Protected rows of operations of which nothing is hidden, as the rows that figures draw.
 *
 * @param rows Protected rows of those operated.
 * @returns The rows, without means: these are not shown.
 * @throws {DisclosureError} If a number is hidden.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { DisclosureError, HIDDEN, shown, wholePerformedRows } from "vantelage";
 * const row = { name: "A", region: null, total: false, volume: shown(9), shareWithin: HIDDEN, covered: shown(9), median: shown(3) };
 * assert.throws(() => wholePerformedRows([row]), DisclosureError);
 * assert.equal(wholePerformedRows([{ ...row, shareWithin: shown(0.5) }])[0].shareWithin?.value, 0.5);
 * ```
 */
export function wholePerformedRows(rows: readonly ProtectedPerformedRow[]): PerformedTableRow[] {
  return rows.map((row) => ({
    ...row,
    volume: whole(row.volume),
    shareWithin: bounded(row.shareWithin),
    covered: whole(row.covered),
    median: bounded(row.median),
    mean: null,
  }));
}

function whole(number: Guarded): number {
  if (number.hidden) throw new DisclosureError("Figuren kan inte ritas: ett av dess tal är dolt.");
  return number.value;
}

function bounded(number: Guarded): Bounded {
  const value = whole(number);
  return { value, low: value, high: value };
}
