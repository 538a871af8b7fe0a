import type { MonthSpan } from "../analysis/deferred/deferred_care.ts";
import { monthName } from "../calendar/mod.ts";

/** What counts as usual, in words. */
export function baselineWords({ from, to }: MonthSpan): string {
  return `${monthName(from)}–${monthName(to)}`;
}
