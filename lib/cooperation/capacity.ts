import { addMonths, type Day, daysBetween, firstDay, lastDay, type Month } from "../calendar/mod.ts";
import {
  convertRate,
  flowRate,
  flowsOfCells,
  type ListFlow,
  targetFactor,
  targetQueueSize,
  type WaitTarget,
} from "../analysis/queueing/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { activelyWaiting, GUARANTEE_DAYS, LONG_WAIT_DAYS, overLimit } from "../indicators/mod.ts";
import { countContacts, mean, type WaitCell } from "../numeric/mod.ts";
import { type CarePlace, namedOperations } from "../reference/mod.ts";
import type { SignalKind } from "./signal.ts";
import type { StandingSignal } from "./signal_history.ts";
import type { AgeCount } from "./suitability.ts";
import { signalBoard } from "./signal_board.ts";
import type { FreeCapacity, TransferList } from "./transfer_problem.ts";

/** A cell as {@linkcode transferLists} needs it. */
export type TransferListCell = WaitCell & Pick<CubeCell, "status" | "avvikelse" | "region" | "vardutbud">;

/**
 * The lists that patients may be moved from, one a region and vårdutbud (listor att avlasta).
 *
 * @param cells Cells of one month, of any status. Those whose vårdutbud is not reported are left out.
 * @param options The limit in whole days; the ages of those over it where they are known; the needs that regions have
 *   signalled; and who goes first, where target dates are known: else those who have waited over a year.
 * @returns A row for each list with anybody who waits actively, by vårdutbud and region.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferLists } from "vantelage/cooperation";
 * const cell = (days: number, antal: number) => ({ status: "vantande", avvikelse: null, region: "Region Dalarna",
 *   vardutbud: "Gallsten", lo: days, hi: days, antal }) as const;
 * const [list] = transferLists([cell(90, 3), cell(150, 1)]);
 * assert.deepEqual([list.vantande, list.over, list.medelvantan], [4, 1, 105]);
 * ```
 */
export function transferLists(
  cells: readonly TransferListCell[],
  options: {
    limitDays?: number;
    ages?: readonly ListAge[];
    needs?: readonly StandingSignal[];
    long?: readonly LongWaiting[];
  } = {},
): TransferList[] {
  const { limitDays, ages = [], needs = [], long = [] } = options;
  const asked = new Set(needs.map(({ vardutbud, region }) => `${vardutbud}|${region}`));
  const agesOf = Map.groupBy(ages, ({ vardutbud, region }) => `${vardutbud}|${region}`);
  const longOf = new Map(long.map(({ vardutbud, region, antal }) => [`${vardutbud}|${region}`, antal]));
  const waiting = activelyWaiting(cells).filter((cell) => cell.vardutbud !== null);
  const lists = Map.groupBy(waiting, ({ vardutbud, region }) => `${vardutbud}|${region}`);
  return [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => {
    const aldrar = agesOf.get(key)?.map(({ alder, antal }) => ({ alder, antal }));
    return {
      region: own[0].region,
      sjukhus: null,
      vardutbud: own[0].vardutbud ?? "",
      vantande: countContacts(own),
      over: Math.round(overLimit(own, limitDays === undefined ? {} : { limitDays }).count.value),
      lange: longOf.get(key) ?? Math.floor(overLimit(own, { limitDays: LONG_WAIT_DAYS }).count.low),
      medelvantan: mean(own)?.value ?? null,
      ...(aldrar === undefined ? {} : { aldrar }),
      ...(asked.has(key) ? { behov: true } : {}),
    };
  });
}

/** How many over the limit of a list go first: they have waited over a year, or their medicinskt måldatum has passed. */
export interface LongWaiting {
  /** The region whose list it is. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Contacts. */
  readonly antal: number;
}

/** How many over the limit of a list have an age. */
export interface ListAge extends AgeCount {
  /** The region whose list it is. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
}

/**
 * The free capacity that regions have signalled (signalerad förmåga): what stands on the day, for the months to come.
 *
 * @param signals Signals in any order.
 * @param options The day that they stand on, and the months.
 * @returns A row for each place, vårdutbud and month, with the signal's conditions; stale signals give none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalledCapacity } from "vantelage/cooperation";
 * assert.deepEqual(signalledCapacity([], { asAt: "2024-04-30", months: ["2024-05"] }), []);
 * ```
 */
export function signalledCapacity(
  signals: readonly StandingSignal[],
  options: { asAt: Day; months: readonly Month[] },
): FreeCapacity[] {
  const { months } = options;
  return freshSignals(signals, "formaga", options).flatMap((
    { region, sjukhus, vardutbud, antal, fran, till, villkor },
  ) =>
    months.filter((manad) => fran <= manad && manad <= till)
      .map((manad): FreeCapacity => ({
        region,
        sjukhus,
        vardutbud,
        manad,
        antal,
        villkor,
        kalla: "signal",
      }))
  );
}

/**
 * The signals of one kind that stand and are about months to come (gällande signaler).
 *
 * @param signals Signals in any order.
 * @param kind Needs or offers.
 * @param options The day that they stand on, and the months.
 * @returns Those that are not stale and hold at least one of the months, in the order given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { freshSignals } from "vantelage/cooperation";
 * assert.deepEqual(freshSignals([], "behov", { asAt: "2024-04-30", months: ["2024-05"] }), []);
 * ```
 */
export function freshSignals(
  signals: readonly StandingSignal[],
  kind: SignalKind,
  { asAt, months }: { asAt: Day; months: readonly Month[] },
): StandingSignal[] {
  return signalBoard(signals, { asAt }).signaler.filter(({ slag, tillstand, fran, till }) =>
    slag === kind && tillstand !== "inaktuell" && months.some((manad) => fran <= manad && manad <= till)
  );
}

/** A cell as {@linkcode spareReckoning} needs it. */
export type CapacityCell =
  & WaitCell
  & Pick<CubeCell, "manad" | "status" | "region" | "vardutbud" | "avvikelse">;

/** What a list may come to before its region has nothing more to spare: at most a quarter over the guarantee's limit. */
export const SPARE_TARGET: WaitTarget = { share: 0.75, days: GUARANTEE_DAYS };

/** Options for {@linkcode spareReckoning}. */
export interface SpareCapacityOptions {
  /** The last month that has been delivered; the flows of the twelve months up to it count. */
  readonly asAt: Month;
  /** The months to come. */
  readonly months: readonly Month[];
  /** What a list may come to before its region has nothing to spare. @default SPARE_TARGET */
  readonly target?: WaitTarget;
}

/** What a list's flows say of how much its region could do for others. */
export interface SpareReckoning extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Contacts on the list, with PvV and MoV. */
  readonly lista: number;
  /** How long the list may be and still meet the target, by what comes to it. */
  readonly malstorlek: number;
  /** Operations a month less what comes to the list a month: above 0 the list grows shorter. */
  readonly overskott: number;
  /** The share of those who wait actively that waits over the limit. */
  readonly andelOver: number;
  /** Operations that could be done for others, all the months together; whole, never below 0. */
  readonly utrymme: number;
  /** How many of its own patients each of them puts over the limit, at most. */
  readonly undantrangning: number;
}

/**
 * How much regions could do for others without their own lists getting beyond a target, by their flows (beräknat utrymme).
 *
 * Of twelve months: who came to the list net of those who left it without an operation, and who was operated. Over the
 * months to come a region can do for others what it operates beyond what comes, and as many more as its list may grow
 * before it is as long as {@linkcode targetQueueSize} allows. So a list in balance has room when it is short, and a long
 * one has none however many are operated.
 *
 * Who is operated for somebody else leaves an own patient waiting. In a list in balance, with exponential waits, of each
 * that it grows by (1 + k) e^(−k) more wait over the limit, k mean waits being the target's days; that is what
 * `undantrangning` says. The room is also held to what keeps the share that waits over the limit today, with those, inside
 * the target's. Groups that hold what is left of a speciality ("övriga") are left out, as room for one of their operations
 * is not room for another. Sources: D. R. Cox and W. L. Smith, Queues, 1961 (exponential waits); J. D. C. Little 1961.
 *
 * @param cells Cells of thirteen months, of everybody who waits and who was operated.
 * @param options The months and the target.
 * @returns A row for each list with flows in both directions, by vårdutbud and region; a list that lacks a month's
 *   delivery has none. It is an estimate to ask about, no promise.
 *
 * @example Nothing was delivered, so nothing is known
 * ```ts
 * import assert from "node:assert/strict";
 * import { spareReckoning } from "vantelage/cooperation";
 * assert.deepEqual(spareReckoning([], { asAt: "2024-04", months: ["2024-05"] }), []);
 * ```
 */
export function spareReckoning(
  cells: readonly CapacityCell[],
  options: SpareCapacityOptions,
): SpareReckoning[] {
  const { asAt, months, target = SPARE_TARGET } = options;
  const from = addMonths(asAt, -11), factor = targetFactor(target), most = 1 - target.share;
  const undantrangning = Math.ceil(100 * most * (1 + factor) - 1e-9) / 100;
  const days = months.reduce((sum, manad) => sum + daysBetween(firstDay(manad), lastDay(manad)) + 1, 0);
  const lists = Map.groupBy(
    cells.filter(({ vardutbud }) => namedOperations.has(vardutbud ?? "")),
    ({ vardutbud, region }) => `${vardutbud}|${region}`,
  );
  return [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]): SpareReckoning[] => {
    const { flows, missing } = flowsOfCells(own, { from, asAt });
    const last = flows.at(-1);
    if (missing.length > 0 || last === undefined) return [];
    const rate = (count: (flow: ListFlow) => number) =>
      flowRate(flows.map((flow) => ({ manad: flow.manad, count: Math.max(0, count(flow)) }))).rate.value;
    const demand = rate(({ decisions, rest }) => decisions.value + rest.value),
      capacity = rate(({ performed }) => performed);
    if (!demand || !capacity) return [];
    const malstorlek = targetQueueSize(demand, target), perDay = capacity.count - demand.count;
    const waiting = activelyWaiting(own.filter(({ manad }) => manad === asAt));
    const vantande = countContacts(waiting),
      over = overLimit(waiting, { limitDays: target.days }).count.value;
    const byFlow = perDay * days + malstorlek - last.end;
    const byShare = (most * vantande - over) / (undantrangning - most);
    const { region, vardutbud } = own[0];
    return [{
      region,
      sjukhus: null,
      vardutbud: vardutbud ?? "",
      lista: last.end,
      malstorlek,
      overskott: convertRate(capacity, "month").count - convertRate(demand, "month").count,
      andelOver: vantande === 0 ? 0 : over / vantande,
      utrymme: last.end > malstorlek ? 0 : Math.max(0, Math.floor(Math.min(byFlow, byShare))),
      undantrangning,
    }];
  });
}

/**
 * The free capacity that the flows show (beräknad förmåga): the room of {@linkcode spareReckoning}, evenly over the months.
 * {@linkcode freeCapacity} puts the regions' own signals before it.
 *
 * @param reckoned The computation.
 * @param options The months it was made for.
 * @returns A row for each list and month with at least one operation to spare.
 *
 * @example Room for 13 in six months is two a month
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { spareCapacity } from "vantelage/cooperation";
 * const row = { region: "Region Dalarna", sjukhus: null, vardutbud: "Gallsten", lista: 40, malstorlek: 60, overskott: 0,
 *   andelOver: 0.1, utrymme: 13, undantrangning: 0.6 };
 * const rows = spareCapacity([row], { months: monthRange("2024-05", "2024-10") });
 * assert.deepEqual([rows.length, rows[0].antal], [6, 2]);
 * ```
 */
export function spareCapacity(
  reckoned: readonly SpareReckoning[],
  { months }: { months: readonly Month[] },
): FreeCapacity[] {
  return reckoned.flatMap(({ region, sjukhus, vardutbud, utrymme, undantrangning }) => {
    const antal = Math.floor(utrymme / Math.max(1, months.length));
    return antal === 0 ? [] : months.map((manad): FreeCapacity => ({
      region,
      sjukhus,
      vardutbud,
      manad,
      antal,
      kalla: "beräknad",
      undantrangning,
    }));
  });
}

/**
 * What regions can do for others (ledig kapacitet): their own signals, and where a region has given none for a
 * vårdutbud, what its flows show.
 *
 * @param signalled From {@linkcode signalledCapacity}.
 * @param spare From {@linkcode spareCapacity}.
 * @returns The signals, and the computed capacity of the other regions and vårdutbud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { freeCapacity } from "vantelage/cooperation";
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
