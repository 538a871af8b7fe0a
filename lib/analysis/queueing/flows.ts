import {
  addMonths,
  daysBetween,
  firstDay,
  lastDay,
  type Month,
  monthOf,
  monthRange,
} from "../../calendar/mod.ts";
import { countBetween, countContacts, type WaitCell } from "../../numeric/mod.ts";
import { type BoundedCount, type ListFlow, strikeBalance } from "./list_flow.ts";
import { isOnList, type ListSpell } from "./list_spell.ts";

/** The months of a flow. Nothing known only after `asAt` is used, so a later rerun gives the same. */
export interface FlowOptions {
  /** The first month. */
  readonly from: Month;
  /** The last month: the flows are as they stood at its end. */
  readonly asAt: Month;
  /** The lists that are followed, where known. With none there are no flows: that is not a flow of zero. */
  readonly regions?: readonly string[];
}

/**
 * The monthly flows of a list, from contacts (flöden per månad).
 *
 * @param spells Contacts in any order. Those who came before `from` are in the first month's start.
 * @param options The months.
 * @returns One balance a month. The rest is those who came to the list in another month than they were decided in.
 * @throws {RangeError} If somebody left before the decision.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { flowsOfSpells } from "vantelage";
 * const spells = [{ decided: "2024-01-05", left: "2024-02-10", exit: "withdrawn" }] as const;
 * const [january, february] = flowsOfSpells(spells, { from: "2024-01", asAt: "2024-02" });
 * assert.equal(january.end, 1);
 * assert.equal(february.withdrawn, 1);
 * assert.equal(february.rest.value, 0);
 * ```
 */
export function flowsOfSpells(spells: readonly ListSpell[], options: FlowOptions): ListFlow[] {
  for (const { decided, left } of spells) {
    if (left !== null && left < decided) {
      throw new RangeError(
        `Cannot count the flows as nobody may leave before the decision: got ${decided} and ${left}`,
      );
    }
  }
  if (options.regions?.length === 0) return [];
  const waitingAfter = (month: Month): number => {
    const census = lastDay(month);
    return spells.reduce((sum, spell) => sum + (isOnList(spell, census) ? 1 : 0), 0);
  };
  const decided = tally(spells.map((spell) => monthOf(spell.decided)));
  const leftAs = (exit: "operated" | "withdrawn") =>
    tally(spells.flatMap((spell) => spell.exit === exit && spell.left !== null ? [monthOf(spell.left)] : []));
  const operated = leftAs("operated"), withdrawn = leftAs("withdrawn");
  let start = waitingAfter(addMonths(options.from, -1));
  return monthRange(options.from, options.asAt).map((manad) => {
    const decisions = decided.get(manad) ?? 0, end = waitingAfter(manad);
    const flow = strikeBalance({
      manad,
      start,
      decisions: { value: decisions, low: decisions, high: decisions },
      performed: operated.get(manad) ?? 0,
      withdrawn: withdrawn.get(manad) ?? 0,
      end,
    });
    start = end;
    return flow;
  });
}

function tally(months: readonly Month[]): Map<Month, number> {
  const counts = new Map<Month, number>();
  for (const month of months) counts.set(month, (counts.get(month) ?? 0) + 1);
  return counts;
}

/** A cell of the wait cube, as {@linkcode flowsOfCells} needs it. */
export interface FlowCell extends WaitCell {
  /** The month. */
  readonly manad: Month;
  /** Waiting at the end of the month, or operated during it. */
  readonly status: "vantande" | "genomforda";
}

/** The flows that a series of deliveries gives. */
export interface CellFlows {
  /** The balances, in order of month. */
  readonly flows: readonly ListFlow[];
  /** The months without a balance, each with the reason in Swedish: a missing delivery is missing, never zero. */
  readonly missing: readonly { readonly manad: Month; readonly reason: string }[];
}

/**
 * The monthly flows of a list, from the wait cube (flöden per månad ur leveranserna).
 *
 * Deliveries hold who waits and who was operated, no decisions and no withdrawals. New decisions are those who still
 * wait and were decided in the month (waited fewer days than it has), and those both decided and operated in it. Of
 * the latter only the wait is known: with w days in a month of n the decision lay in the month for n − w of the n
 * days of operation. So decisions are bounded, and `value` counts that share. Withdrawals are `null` and are found
 * in the rest, together with whatever else the deliveries do not explain.
 *
 * @param cells Cells of one list and of everybody on it: PvV and MoV too, as people pass between them.
 * @param options The months.
 * @returns The balances, and the months that miss a delivery.
 *
 * @example 3 new wait, 1 was operated the day it was decided, and 1 of the old has gone unseen
 * ```ts
 * import assert from "node:assert/strict";
 * import { flowsOfCells } from "vantelage";
 * const cell = (manad: string, status: "vantande" | "genomforda", days: number, antal: number) =>
 *   ({ manad, status, lo: days, hi: days, antal });
 * const cells = [cell("2024-03", "vantande", 40, 2), cell("2024-04", "vantande", 70, 1),
 *   cell("2024-04", "vantande", 5, 3), cell("2024-04", "genomforda", 0, 1)];
 * const { flows } = flowsOfCells(cells, { from: "2024-04", asAt: "2024-04" });
 * assert.equal(flows[0].decisions.value, 4);
 * assert.equal(flows[0].rest.value, -1);
 * ```
 */
export function flowsOfCells(cells: readonly FlowCell[], options: FlowOptions): CellFlows {
  const groups = new Map<string, FlowCell[]>();
  for (const cell of cells) {
    const key = `${cell.status} ${cell.manad}`;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const flows: ListFlow[] = [], missing: { manad: Month; reason: string }[] = [];
  for (const manad of monthRange(options.from, options.asAt)) {
    const before = groups.get(`vantande ${addMonths(manad, -1)}`);
    const waiting = groups.get(`vantande ${manad}`), performed = groups.get(`genomforda ${manad}`);
    if (!before || !waiting || !performed) {
      const lacks = !before ? "väntande månaden före" : !waiting ? "väntande" : "genomförda";
      missing.push({ manad, reason: `Leverans av ${lacks} saknas` });
      continue;
    }
    flows.push(strikeBalance({
      manad,
      start: countContacts(before),
      decisions: decisionsIn(manad, waiting, performed),
      performed: countContacts(performed),
      withdrawn: null,
      end: countContacts(waiting),
    }));
  }
  return { flows, missing };
}

/**
 * The new decisions of a month, from who waits at its end and who was operated in it (nya beslut).
 *
 * {@linkcode flowsOfCells} says how they are counted. Who waited when the month began is not needed.
 *
 * @param manad The month.
 * @param waiting Cells of those who wait at its end.
 * @param performed Cells of those operated in it.
 * @returns Contacts, bounded.
 *
 * @example 3 were decided in the month and wait, and 1 was operated the day it was decided
 * ```ts
 * import assert from "node:assert/strict";
 * import { decisionsIn } from "vantelage/analysis";
 * const waiting = [{ lo: 5, hi: 5, antal: 3 }, { lo: 70, hi: 70, antal: 1 }];
 * assert.equal(decisionsIn("2024-04", waiting, [{ lo: 0, hi: 0, antal: 1 }]).value, 4);
 * ```
 */
export function decisionsIn(
  manad: Month,
  waiting: readonly WaitCell[],
  performed: readonly WaitCell[],
): BoundedCount {
  const days = daysBetween(firstDay(manad), firstDay(addMonths(manad, 1)));
  const still = countBetween(waiting, 0, days - 1);
  let low = still.low, high = still.high ?? countContacts(waiting);
  let halfDays = 0; // contacts times days, doubled: whole for whole days, so that the order of cells never matters
  for (const { lo, hi, antal } of performed) {
    if (lo >= days) continue;
    high += antal;
    if (hi === 0) low += antal;
    if (hi === null) continue; // an open band: its length is unknown, so nothing is placed in the month
    const last = Math.min(hi, days - 1), inMonth = last - lo + 1;
    halfDays += antal * inMonth * (2 * days - lo - last) / (hi - lo + 1);
  }
  return { value: still.value + halfDays / 2 / days, low, high };
}
