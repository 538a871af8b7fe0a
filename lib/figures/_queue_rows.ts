import * as z from "zod";
import type { ListFlow } from "../analysis/queueing/list_flow.ts";
import type { QueueRow } from "../analysis/queueing/queue_table.ts";
import type { ExitRowAt } from "../analysis/survival/exit_table.ts";
import type { TwoWaitsRow } from "../analysis/survival/two_waits.ts";
import type { ShareUnit } from "../analysis/variation/share_funnel.ts";
import type { StandardisedRow } from "../analysis/variation/standardised_funnel.ts";
import { Month } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { BoundedNumber } from "./_rows.ts";
import type { XmrMonth } from "./xmr_figure.ts";

/** A number that may be missing, as plain data. */
export function computed<T>(value: z.ZodType<T>): z.ZodType<Computed<T>> {
  return z.union([z.strictObject({ value }), z.strictObject({ value: z.null(), reason: z.string() })]);
}

const count = z.number().nonnegative();
const boundedCount = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** A list's monthly balances, as plain data. */
export const ListFlows: z.ZodType<ListFlow[]> = z.array(z.strictObject({
  manad: Month,
  start: count,
  decisions: boundedCount,
  performed: count,
  withdrawn: count.nullable(),
  end: count,
  rest: boundedCount,
}));

/** Lists' measures, as plain data. */
export const QueueRows: z.ZodType<QueueRow[]> = z.array(z.strictObject({
  name: z.string(),
  queue: count,
  growth: z.number(),
  decisionsPerWeek: count,
  performedPerWeek: count,
  withdrawn: count,
  load: computed(count),
  targetQueue: count,
  queueRatio: computed(count),
  course: z.enum(["relief", "hold"]),
  requiredPerWeek: count,
  shortfallPerWeek: count,
  pressure: computed(
    z.strictObject({ value: count, zone: z.enum(["within", "strained", "overloaded"]) }),
  ),
}));

const share = z.strictObject({
  value: count,
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
});

/** What became of those listed, as plain data. */
export const ExitRows: z.ZodType<ExitRowAt[]> = z.array(z.strictObject({
  days: count,
  atRisk: count,
  operated: share,
  withdrawn: share,
  waiting: share,
}));

const days = computed(count);

/** Lists' two waits, as plain data. */
export const TwoWaitsRows: z.ZodType<TwoWaitsRow[]> = z.array(z.strictObject({
  name: z.string(),
  listedToday: z.strictObject({ days, low: days, high: days }),
  onTheListNow: computed(BoundedNumber),
}));

/** Months of a series, as plain data; what else a month has is left out. */
export const XmrMonths: z.ZodType<XmrMonth[]> = z.array(
  z.object({ manad: Month, value: z.number().nullable() }),
);

/** Units and their shares, as plain data. */
export const ShareUnits: z.ZodType<ShareUnit[]> = z.array(
  z.strictObject({ unit: z.string(), count, total: count }),
);

const limits = z.strictObject({ low: z.number(), high: z.number() });

/** Units made comparable, as plain data. */
export const StandardisedRows: z.ZodType<StandardisedRow[]> = z.array(z.strictObject({
  unit: z.string(),
  contacts: count,
  observed: count,
  expected: count,
  ratio: count,
  standardised: count,
  inner: limits,
  outer: limits,
  signal: z.strictObject({ side: z.enum(["low", "high"]), strong: z.boolean() }).nullable(),
}));
