import type { Month } from "../calendar/mod.ts";
import {
  type LinearConstraint,
  type LinearTerm,
  type LinearVariable,
  minimiseInOrder,
} from "../optimise/mod.ts";
import {
  accepting,
  filledRules,
  isBetween,
  ownLimit,
  placeKey,
  type Transfer,
  type TransferPair,
  transferPairs,
  type TransferProblem,
  type TransferSpan,
} from "./transfer_problem.ts";

/** What transfers reach, by the goals in their order. Less is better in each. */
export interface TransferGoals {
  /** Contacts over the limit when the last month is over. */
  readonly over: number;
  /**
   * The difference between the regions with the largest and the smallest share over the limit, of those who wait
   * today, 0–1; the mean of the vårdutbud, weighted by who waits.
   */
  readonly skillnad: number;
  /** Kilometres travelled one way, all patients together. */
  readonly km: number;
}

/**
 * Who should operate whose patients (förslag om produktionssamverkan), the best by three goals in order: the fewest
 * over the limit, then the smallest difference between regions, then the least travel.
 *
 * Those who have waited over the limit are moved, and the lists are held to stand still else: as many come over the
 * limit as are operated from it. A receiver gives no more than its free capacity of the month, and none when it is
 * beyond its own limit. Of a sender's patients only so many travel as accept the way, and who accepts a long way
 * accepts a short one. Between two places goes no group in a month or at least the smallest sensible one, and the same
 * number each month for as long as the receiver's room is the same. Agreements are kept. Each vårdutbud is a mixed-integer programme of its own, solved by HiGHS.
 *
 * @param problem Lists, free capacity and rules, in any order.
 * @returns Transfers by vårdutbud, places and month, the same for the same problem; none when nothing can be moved;
 *   `null` when the agreements ask for more than the other rules allow. {@linkcode bindingRules} tells why.
 * @throws {RangeError} If a rule makes no sense.
 *
 * @example 10 of Värmland's 20 over the limit find room in Örebro, and half of them accept 111 km
 * ```ts
 * import assert from "node:assert/strict";
 * import { proposeTransfers } from "vantelage";
 * const vardutbud = "Knäled protes", varmland = { region: "Region Värmland", sjukhus: null };
 * const orebro = { region: "Region Örebro län", sjukhus: null };
 * const transfers = await proposeTransfers({
 *   lists: [{ ...varmland, vardutbud, vantande: 40, over: 20, medelvantan: 90 },
 *     { ...orebro, vardutbud, vantande: 40, over: 5, medelvantan: 40 }],
 *   free: [{ ...orebro, vardutbud, manad: "2024-05", antal: 30, kalla: "signal" }],
 *   rules: { months: ["2024-05"] },
 * });
 * assert.deepEqual(transfers?.map(({ antal, resa }) => [antal, resa.km]), [[10, 111]]);
 * ```
 */
export async function proposeTransfers(problem: TransferProblem): Promise<Transfer[] | null> {
  return await transfersFor(problem, Infinity);
}

/** The best transfers by the first goals alone. */
export async function transfersFor(problem: TransferProblem, goals: number): Promise<Transfer[] | null> {
  const { contracts } = filledRules(problem.rules);
  const asked = [...problem.free, ...contracts].map(({ vardutbud }) => vardutbud);
  const transfers: Transfer[] = [];
  for (const vardutbud of [...new Set(asked)].sort()) {
    const found = await proposeOf(problem, vardutbud, goals);
    if (found === null) return null;
    transfers.push(...found);
  }
  return transfers;
}

/** A number to be found: operations between two places in each month of a span. */
interface Move {
  readonly pair: TransferPair;
  readonly span: TransferSpan;
}

async function proposeOf(
  problem: TransferProblem,
  vardutbud: string,
  goals: number,
): Promise<Transfer[] | null> {
  const { smallestGroup, displacement, contracts } = filledRules(problem.rules);
  const pairs = transferPairs(problem, vardutbud);
  const moves = pairs.flatMap((pair) => pair.spans.map((span): Move => ({ pair, span })));
  const variables: LinearVariable[] = moves.map(({ span }) => ({ most: span.most, whole: true }));
  const constraints: LinearConstraint[] = [];
  /** Operations of some moves: a month's, or those of all their months. */
  const sum = (chosen: (move: Move) => boolean, manad?: Month): LinearTerm[] =>
    moves.flatMap((move, variable) => {
      const { months } = move.span,
        inMonth = manad === undefined ? months.length : months.includes(manad) ? 1 : 0;
      return inMonth > 0 && chosen(move) ? [{ variable, times: inMonth }] : [];
    });

  for (const { receiver, spans } of pairs) {
    const received = ({ pair }: Move) => placeKey(pair.receiver) === placeKey(receiver);
    for (const { months, plats } of spans) {
      for (const manad of months) constraints.push({ terms: sum(received, manad), most: plats });
    }
    const own = ownLimit(problem, receiver, vardutbud);
    if (own < Infinity) constraints.push({ terms: sum(received), most: own });
  }
  for (const { sender, andel } of pairs) {
    const farther = sum(({ pair }) => pair.sender === sender && pair.andel <= andel);
    constraints.push({ terms: farther, most: accepting(sender, andel) });
  }
  for (const contract of contracts.filter((contract) => contract.vardutbud === vardutbud)) {
    const covered = sum(({ pair }) => isBetween(contract, pair.sender, pair.receiver, vardutbud));
    const { minst, hogst } = contract;
    constraints.push({ terms: covered, least: minst, ...(hogst === null ? {} : { most: hogst }) });
  }
  if (smallestGroup > 1) {
    moves.forEach(({ span: { most } }, variable) => {
      const group = variables.push({ most: 1, whole: true }) - 1;
      constraints.push({ terms: [{ variable, times: 1 }, { variable: group, times: -most }], most: 0 });
      constraints.push({
        terms: [{ variable, times: 1 }, { variable: group, times: -smallestGroup }],
        least: 0,
      });
    });
  }

  const regions = regionShares(problem, vardutbud);
  const highest = variables.push({ most: Infinity, whole: false }) - 1;
  const lowest = variables.push({ most: Infinity, whole: false }) - 1;
  for (const { region, over, vantande } of regions) {
    const change = moves.flatMap(({ pair, span }, variable) => {
      const times = (pair.receiver.region === region ? displacement : 0) -
        (pair.sender.region === region ? 1 : 0);
      return times === 0 ? [] : [{ variable, times: span.months.length * times / vantande }];
    });
    constraints.push({ terms: [...change, { variable: highest, times: -1 }], most: -over / vantande });
    constraints.push({ terms: [...change, { variable: lowest, times: -1 }], least: -over / vantande });
  }

  const weighed = (weight: (move: Move) => number) =>
    moves.map((move, variable) => ({ variable, times: weight(move) }));
  const inOrder = [
    weighed(({ span }) => (displacement - 1) * span.months.length),
    regions.length === 0 ? [] : [{ variable: highest, times: 1 }, { variable: lowest, times: -1 }],
    weighed(({ pair, span }) => pair.resa.km * span.months.length),
  ];
  const values = await minimiseInOrder({ variables, constraints }, inOrder.slice(0, goals));
  return values === null
    ? null
    : moves.flatMap(({ pair, span }, index) =>
      values[index] === 0 ? [] : span.months.map((manad): Transfer => ({
        fran: { region: pair.sender.region, sjukhus: pair.sender.sjukhus },
        till: pair.receiver,
        vardutbud,
        manad,
        antal: values[index],
        resa: pair.resa,
      }))
    );
}

interface RegionShare {
  readonly region: string;
  readonly vantande: number;
  readonly over: number;
}

/** Who waits of a vårdutbud in each region that has anybody. */
function regionShares({ lists }: TransferProblem, vardutbud: string): RegionShare[] {
  return [...Map.groupBy(lists.filter((list) => list.vardutbud === vardutbud), ({ region }) => region)]
    .map(([region, own]) => ({
      region,
      vantande: own.reduce((sum, list) => sum + list.vantande, 0),
      over: own.reduce((sum, list) => sum + list.over, 0),
    })).filter(({ vantande }) => vantande > 0);
}

/**
 * What transfers reach by each goal, whoever proposed them.
 *
 * @param problem The lists and rules.
 * @param transfers The transfers; none gives the lists as they are.
 * @returns The goals in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferGoals } from "vantelage";
 * const list = (region: string, over: number) =>
 *   ({ region, sjukhus: null, vardutbud: "Gallsten", vantande: 10, over, medelvantan: 50 });
 * const problem = { lists: [list("Region Dalarna", 4), list("Region Uppsala", 1)], free: [], rules: { months: [] } };
 * assert.deepEqual(transferGoals(problem, []), { over: 5, skillnad: 0.30000000000000004, km: 0 });
 * ```
 */
export function transferGoals(problem: TransferProblem, transfers: readonly Transfer[]): TransferGoals {
  const { displacement } = filledRules(problem.rules);
  let over = 0, weighted = 0, weight = 0;
  for (const vardutbud of new Set(problem.lists.map((list) => list.vardutbud))) {
    const own = transfers.filter((transfer) => transfer.vardutbud === vardutbud);
    const shares = regionShares(problem, vardutbud).map((before) => {
      const after = own.reduce(
        (left, { fran, till, antal }) =>
          left - (fran.region === before.region ? antal : 0) +
          (till.region === before.region ? displacement * antal : 0),
        before.over,
      );
      over += after;
      weight += before.vantande;
      return { share: after / before.vantande, vantande: before.vantande };
    });
    if (shares.length === 0) continue;
    const all = shares.map(({ share }) => share);
    weighted += (Math.max(...all) - Math.min(...all)) *
      shares.reduce((sum, { vantande }) => sum + vantande, 0);
  }
  return {
    over,
    skillnad: weight === 0 ? 0 : weighted / weight,
    km: transfers.reduce((sum, { antal, resa }) => sum + antal * resa.km, 0),
  };
}
