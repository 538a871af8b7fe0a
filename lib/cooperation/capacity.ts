import { addMonths, type Day, type Month } from "../calendar/mod.ts";
import {
  convertRate,
  flowRate,
  flowsOfCells,
  type ListFlow,
  planList,
  type WaitTarget,
} from "../analysis/queueing/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { activelyWaiting, GUARANTEE_DAYS, overLimit } from "../indicators/mod.ts";
import { countContacts, mean, type WaitCell } from "../numeric/mod.ts";
import type { StandingSignal } from "./signal_history.ts";
import { signalBoard } from "./signal_board.ts";
import type { FreeCapacity, TransferList } from "./transfer_problem.ts";

/** A cell as {@linkcode transferLists} needs it. */
export type TransferListCell = WaitCell & Pick<CubeCell, "status" | "avvikelse" | "region" | "vardutbud">;

/**
 * The lists that patients may be moved from, one a region and vårdutbud (listor att avlasta).
 *
 * @param cells Cells of one month, of any status. Those whose vårdutbud is not told are left out.
 * @param options The limit in whole days.
 * @returns A row for each list with anybody who waits actively, by vårdutbud and region.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferLists } from "vantelage";
 * const cell = (days: number, antal: number) => ({ status: "vantande", avvikelse: null, region: "Region Dalarna",
 *   vardutbud: "Gallsten", lo: days, hi: days, antal }) as const;
 * const [list] = transferLists([cell(90, 3), cell(150, 1)]);
 * assert.deepEqual([list.vantande, list.over, list.medelvantan], [4, 1, 105]);
 * ```
 */
export function transferLists(
  cells: readonly TransferListCell[],
  options: { limitDays?: number } = {},
): TransferList[] {
  const waiting = activelyWaiting(cells).filter((cell) => cell.vardutbud !== null);
  const lists = Map.groupBy(waiting, ({ vardutbud, region }) => `${vardutbud}|${region}`);
  return [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => ({
    region: own[0].region,
    sjukhus: null,
    vardutbud: own[0].vardutbud ?? "",
    vantande: countContacts(own),
    over: Math.round(overLimit(own, options).count.value),
    medelvantan: mean(own)?.value ?? null,
  }));
}

/**
 * The free capacity that regions have signalled (signalerad förmåga): what stands on the day, for the months to come.
 *
 * @param signals Signals in any order.
 * @param options The day that they stand on, and the months.
 * @returns A row for each place, vårdutbud and month; stale signals give none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalledCapacity } from "vantelage";
 * assert.deepEqual(signalledCapacity([], { asAt: "2024-04-30", months: ["2024-05"] }), []);
 * ```
 */
export function signalledCapacity(
  signals: readonly StandingSignal[],
  options: { asAt: Day; months: readonly Month[] },
): FreeCapacity[] {
  const { asAt, months } = options;
  return signalBoard(signals, { asAt }).signaler
    .filter(({ slag, tillstand }) => slag === "formaga" && tillstand !== "inaktuell")
    .flatMap(({ region, sjukhus, vardutbud, antal, fran, till }) =>
      months.filter((manad) => fran <= manad && manad <= till)
        .map((manad): FreeCapacity => ({ region, sjukhus, vardutbud, manad, antal, kalla: "signal" }))
    );
}

/** A cell as {@linkcode spareCapacity} needs it. */
export type CapacityCell = WaitCell & Pick<CubeCell, "manad" | "status" | "region" | "vardutbud">;

/** Options for {@linkcode spareCapacity}. */
export interface SpareCapacityOptions {
  /** The last month that has been delivered; the flows of the twelve months up to it count. */
  readonly asAt: Month;
  /** The months to come. */
  readonly months: readonly Month[];
  /** What a list shall meet before its region has anything to spare. @default {{ share: 0.92, days: 90 }} */
  readonly target?: WaitTarget;
}

/**
 * The free capacity that the flows show (beräknad förmåga): what a region operates beyond what its own list needs to
 * stay within its target.
 *
 * Of twelve months: who came to the list net of those who left it without an operation, and who was operated.
 * {@linkcode planList} says what the list needs; what remains, rounded down, can be given away. A list beyond its
 * target size has nothing to spare, and neither has one that lacks a month's delivery. It is a reckoning to ask about,
 * no promise; {@linkcode freeCapacity} puts the regions' own signals before it.
 *
 * @param cells Cells of thirteen months, of everybody who waits and who was operated.
 * @param options The months and the target.
 * @returns A row for each region, vårdutbud and month with at least one operation to spare.
 *
 * @example Nothing was delivered, so nothing is known to be spare
 * ```ts
 * import assert from "node:assert/strict";
 * import { spareCapacity } from "vantelage";
 * assert.deepEqual(spareCapacity([], { asAt: "2024-04", months: ["2024-05"] }), []);
 * ```
 */
export function spareCapacity(cells: readonly CapacityCell[], options: SpareCapacityOptions): FreeCapacity[] {
  const { asAt, months, target = { share: 0.92, days: GUARANTEE_DAYS } } = options;
  const from = addMonths(asAt, -11);
  const lists = Map.groupBy(
    cells.filter(({ vardutbud }) => vardutbud !== null),
    ({ vardutbud, region }) => `${vardutbud}|${region}`,
  );
  return [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => {
    const { flows, missing } = flowsOfCells(own, { from, asAt });
    const last = flows.at(-1);
    if (missing.length > 0 || last === undefined) return [];
    const rate = (count: (flow: ListFlow) => number) =>
      flowRate(flows.map((flow) => ({ manad: flow.manad, count: Math.max(0, count(flow)) }))).rate.value;
    const demand = rate(({ decisions, rest }) => decisions.value + rest.value),
      capacity = rate(({ performed }) => performed);
    if (!demand || !capacity) return [];
    const plan = planList({ demand, capacity, queue: last.end }, { target });
    const left = convertRate(
      { count: Math.max(0, capacity.count - plan.required.count), per: "day" },
      "month",
    );
    const antal = last.end <= plan.targetQueue ? Math.floor(left.count) : 0;
    const { region, vardutbud } = own[0];
    return antal === 0 ? [] : months.map((manad): FreeCapacity => ({
      region,
      sjukhus: null,
      vardutbud: vardutbud ?? "",
      manad,
      antal,
      kalla: "beräknad",
    }));
  });
}

/**
 * What regions can do for others (ledig kapacitet): their own signals, and where a region has given none for a
 * vårdutbud, what its flows show.
 *
 * @param signalled From {@linkcode signalledCapacity}.
 * @param spare From {@linkcode spareCapacity}.
 * @returns The signals, and the reckoned capacity of the other regions and vårdutbud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { freeCapacity } from "vantelage";
 * const row = { region: "Region Uppsala", sjukhus: null, vardutbud: "Gallsten", manad: "2024-05", antal: 5 };
 * const signalled = { ...row, kalla: "signal" } as const, spare = { ...row, antal: 9, kalla: "beräknad" } as const;
 * assert.deepEqual(freeCapacity([signalled], [spare, { ...spare, vardutbud: "Gråstarr" }]).map(({ antal }) => antal), [5, 9]);
 * ```
 */
export function freeCapacity(
  signalled: readonly FreeCapacity[],
  spare: readonly FreeCapacity[],
): FreeCapacity[] {
  const told = new Set(signalled.map(({ region, vardutbud }) => `${region}|${vardutbud}`));
  return [...signalled, ...spare.filter(({ region, vardutbud }) => !told.has(`${region}|${vardutbud}`))];
}
