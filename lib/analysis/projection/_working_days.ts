import { firstDay, lastDay, type Month, workingDays } from "../../calendar/mod.ts";

/** The working days of a month. */
export function workingDaysIn(month: Month): number {
  return workingDays(firstDay(month), lastDay(month));
}
