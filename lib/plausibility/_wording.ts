import { monthName } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import type { SlotName } from "./slot_shape.ts";

/** What a sentence names at most; the rest is counted. */
const MOST_NAMED = 5;

/** The first five of a list, and how many more. */
export function fewNames(found: readonly string[]): string {
  const more = found.length - MOST_NAMED;
  return found.slice(0, MOST_NAMED).join("; ") + (more > 0 ? ` och ${more} till` : "");
}

/** A region, month and status in words. */
export function slotName({ region, manad, status }: SlotName): string {
  return `${region}, ${monthName(manad)}, ${status === "vantande" ? "väntande" : "genomförda"}`;
}

/** A share as a percentage with at most one decimal. */
export function percent(share: number): string {
  return share.toLocaleString("sv-SE", { style: "percent", maximumFractionDigits: 1 });
}

/** A finding of level warn about what it lists; none when the list is empty. */
export function warning(rule: string, says: string, found: readonly string[]): Finding[] {
  return found.length === 0
    ? []
    : [{ rule, level: "warn", says: `${says}: ${fewNames(found)}`, count: found.length, first: null }];
}
