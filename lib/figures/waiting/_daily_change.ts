/** A month's work beside the year before: months have different numbers of working days. */
import { addMonths, type Month, monthName, workingDaysIn } from "../../calendar/mod.ts";
import type { SeriesPoint } from "../../indicators/series.ts";
import { formatShare } from "../marks/format.ts";

/** "Per arbetsdag: april 2024 har 21, april 2023 18." */
export function workingDaysNote(manad: Month): string {
  const before = addMonths(manad, -12);
  return `Året innan jämförs per arbetsdag: ${monthName(manad)} har ${workingDaysIn(manad)}, ` +
    `${monthName(before)} ${workingDaysIn(before)}.`;
}

/** How much more was done a working day than a year before, as a proportion and in words; `null` without either. */
export function dailyChange(
  { manad, value, yearBefore }: Pick<SeriesPoint, "manad" | "value" | "yearBefore">,
): { value: number; size: string; more: boolean; text: string } | null {
  if (value === null || yearBefore === null || yearBefore === 0) return null;
  const before = yearBefore / workingDaysIn(addMonths(manad, -12));
  const change = value / workingDaysIn(manad) / before - 1, size = formatShare(Math.abs(change));
  const sign = size === formatShare(0) ? "±" : change > 0 ? "+" : "\u2212";
  return { value: change, size, more: change > 0, text: `${sign}${size}` };
}
