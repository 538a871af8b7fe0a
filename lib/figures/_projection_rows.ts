import * as z from "zod";
import type { DeferredRow } from "../analysis/deferred/deferred_care.ts";
import type { WorkOffRow } from "../analysis/deferred/work_off.ts";
import type { CapacityRow } from "../analysis/projection/capacity_for_target.ts";
import type { FanMonth } from "../analysis/projection/fan_months.ts";
import type { Projected } from "../analysis/projection/project.ts";
import type { ScenarioOutcome } from "../analysis/projection/scenario_outcomes.ts";
import { Month } from "../calendar/mod.ts";
import { computed } from "./_queue_rows.ts";

const count = z.number().nonnegative();
const projected: z.ZodType<Projected> = z.strictObject({
  value: count,
  low80: count.nullable(),
  high80: count.nullable(),
  low95: count.nullable(),
  high95: count.nullable(),
});

/** Outcome and projection, as plain data. */
export const FanMonths: z.ZodType<FanMonth[]> = z.array(z.strictObject({
  manad: Month,
  outcome: count.nullable(),
  projected: projected.nullable(),
}));

/** Where scenarios lead to, as plain data. */
export const ScenarioOutcomes: z.ZodType<ScenarioOutcome[]> = z.array(z.strictObject({
  scenario: z.string().nullable(),
  manad: Month,
  waiting: projected,
  over: projected,
  overShare: projected.nullable(),
}));

/** What a target takes, as plain data. */
export const CapacityRows: z.ZodType<CapacityRow[]> = z.array(z.strictObject({
  region: z.string().nullable(),
  shareBefore: count.nullable(),
  needed: computed(z.strictObject({ factor: count, extraPerMonth: count, months: count })),
}));

const deferredCount = z.strictObject({
  count,
  expected: count,
  missing: z.number(),
  cumulated: z.number(),
});

/** What did not happen, as plain data. */
export const DeferredRows: z.ZodType<DeferredRow[]> = z.array(z.strictObject({
  region: z.string().nullable(),
  manad: Month,
  performed: deferredCount,
  decisions: deferredCount,
}));

/** What it takes to work off, as plain data. */
export const WorkOffRows: z.ZodType<WorkOffRow[]> = z.array(z.strictObject({
  region: z.string().nullable(),
  workOff: computed(z.strictObject({ debt: count, extraPerMonth: count, share: count, months: count })),
}));
