import * as z from "zod";
import type { PerformedTableRow, SeriesPoint, WaitTableRow } from "../indicators/mod.ts";
import type { Bounded } from "../numeric/mod.ts";

const count = z.number().nonnegative();
/** A bounded number, as plain data. */
export const BoundedNumber: z.ZodType<Bounded> = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number().nullable(),
  unplaced: z.literal(true).optional(),
});

/** Rows of the table of those who wait, as plain data. */
export const WaitTableRows: z.ZodType<WaitTableRow[]> = z.array(z.strictObject({
  name: z.string(),
  region: z.string().nullable(),
  total: z.boolean(),
  bands: z.array(BoundedNumber).length(5),
  median: BoundedNumber.nullable(),
  antal: count,
  pvv: count.nullable(),
  mov: count.nullable(),
  deviationShare: z.number().nullable(),
  over: BoundedNumber,
  overShare: BoundedNumber.nullable(),
  overIncluding: BoundedNumber,
  long: BoundedNumber,
  per1000: z.number().nullable(),
  per1000Including: z.number().nullable(),
  inhabitants: count.nullable(),
}));

/** Rows of the table of performed operations, as plain data. */
export const PerformedTableRows: z.ZodType<PerformedTableRow[]> = z.array(z.strictObject({
  name: z.string(),
  region: z.string().nullable(),
  total: z.boolean(),
  volume: count,
  shareWithin: BoundedNumber.nullable(),
  covered: count,
  median: BoundedNumber.nullable(),
  mean: BoundedNumber.nullable(),
}));

/** Points of a monthly series, as plain data. */
export const SeriesPoints: z.ZodType<SeriesPoint[]> = z.array(z.strictObject({
  manad: z.string(),
  value: z.number().nullable(),
  yearBefore: z.number().nullable(),
  change: z.number().nullable(),
  regions: z.array(z.string()),
  missing: z.array(z.string()),
}));
