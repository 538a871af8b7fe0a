import type { MonthSpan } from "../../analysis/deferred/deferred_care.ts";
import { monthSpanName } from "../../calendar/mod.ts";

/** What counts as usual, in words. */
export function baselineWords({ from, to }: MonthSpan): string {
  return monthSpanName(from, to);
}
