import * as z from "zod";
import type { MonthSpan } from "../analysis/deferred/deferred_care.ts";
import { Month, monthSpanName } from "../calendar/mod.ts";

/** The fields of what counts as usual. */
export const baselineFields = { baseline: z.strictObject({ from: Month, to: Month }) };

/** What counts as usual, in words. */
export function baselineWords({ from, to }: MonthSpan): string {
  return monthSpanName(from, to);
}
