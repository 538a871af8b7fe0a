import type { Month } from "../calendar/mod.ts";
import {
  type LinearConstraint,
  type LinearProgramme,
  type LinearTerm,
  type LinearVariable,
  minimiseInOrder,
} from "../optimise/mod.ts";
import { spreadMonths, type SumToSpread } from "./spread_months.ts";
import {
  accepting,
  filledRules,
  isBetween,
  isDuring,
  ownLimit,
  ownList,
  type Transfer,
  type TransferContract,
  type TransferList,
  type TransferOffer,
  type TransferPair,
  transferPairs,
  type TransferProblem,
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
  /** The largest share over the limit in a region, all its lists together, of those who wait today; no goal of its own. */
  readonly storst: number;
}

/**
 * Who should operate whose patients (förslag om produktionssamverkan), the best by three goals in order: the fewest
 * over the limit, where those who have waited over a year or past their måldatum weigh more, then the smallest difference between regions, then the least travel.
 *
 * Those who have waited over the limit are moved, and the lists are held to stand still else: as many come over the
 * limit as are operated from it. With `mostDifference` the difference between regions goes first, down to that. A receiver gives no more than its free capacity of the month, and none when it is
 * beyond its own limit. Of a sender's patients only so many travel as accept the way and meet the receiver's
 * conditions; who accepts a long way accepts a short one, and who meets more conditions is taken to meet fewer.
 * Between two places goes no group in a month or at least the smallest sensible one, and over all the months so many
 * that an agreement is worth while. Agreements are kept. Of equally good proposals one is chosen that is even from month
 * to month, or else early. Each vårdutbud is a mixed-integer programme of its own, solved by HiGHS; those that an
 * agreement joins are one.
 *
 * @param problem Lists, free capacity and rules, in any order.
 * @returns Transfers by vårdutbud, places and month, the same for the same problem; none when nothing can be moved;
 *   `null` when the agreements ask for more than the other rules allow. {@linkcode bindingRules} says why.
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
  const transfers: Transfer[] = [];
  for (const together of joinedByContracts(problem)) {
    const found = await proposeOf(problem, together, goals);
    if (found === null) return null;
    transfers.push(...found);
  }
  return transfers;
}

/** The vårdutbud with room or an agreement, those together that an agreement joins. */
function joinedByContracts({ free, rules }: TransferProblem): string[][] {
  const { contracts } = filledRules(rules);
  const asked = [
    ...free.map(({ vardutbud }) => vardutbud),
    ...contracts.flatMap(({ vardutbud }) => vardutbud),
  ];
  let groups = [...new Set(asked)].sort().map((vardutbud) => [vardutbud]);
  for (const { vardutbud } of contracts) {
    const [joined, apart] = [true, false].map((is) =>
      groups.filter((group) => group.some((name) => vardutbud.includes(name)) === is)
    );
    groups = [joined.flat().sort(), ...apart];
  }
  return groups.filter((group) => group.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A number to be found: operations of a pair in months that are alike. */
interface Move {
  readonly pair: TransferPair;
  readonly months: readonly Month[];
  /** The receiver's room in each of the months. */
  readonly plats: number;
}

/**
 * The best by the goals, in two steps. All goals and rules but the room of each month and the smallest group are about
 * sums over months, and months with the same room under the same agreements can be exchanged. So first how many go from
 * where to where in such months together and in how many of them, then in which. Where no months fit the sums, which is
 * rare, each month is a number of its own from the beginning.
 */
async function proposeOf(
  problem: TransferProblem,
  offerings: readonly string[],
  goals: number,
): Promise<Transfer[] | null> {
  const pairs = offerings.flatMap((vardutbud) => transferPairs(problem, vardutbud));
  const alike = pairs.flatMap((pair) => monthsAlike(problem, pair));
  const values = await bestSums(problem, offerings, alike, goals);
  if (values === null) return null;
  const arranged = await arrange(problem, alike, values, goals);
  if (arranged !== null) return arranged;
  const single = alike.flatMap((move) => move.months.map((manad) => ({ ...move, months: [manad] })));
  const each = await bestSums(problem, offerings, single, goals) ?? [];
  const sums = alike.map(({ pair, months }) =>
    single.reduce(
      (sum, move, index) => move.pair === pair && months.includes(move.months[0]) ? sum + each[index] : sum,
      0,
    )
  );
  return await arrange(problem, alike, sums, goals);
}

/** The months of a pair, those together in which the receiver has the same room and the same agreements hold. */
function monthsAlike({ rules }: TransferProblem, pair: TransferPair): Move[] {
  const { contracts } = filledRules(rules);
  const rooms = new Map(pair.offer.months.map(({ manad, plats }) => [manad, plats]));
  const about = contracts.filter((contract) => isUnder(contract, pair));
  const key = (manad: Month) =>
    [rooms.get(manad), ...about.map((contract) => isDuring(contract, manad))].join(" ");
  return [...Map.groupBy(pair.months, key).values()]
    .map((months) => ({ pair, months, plats: rooms.get(months[0]) ?? 0 }));
}

/** The best sums of each move over its months; `null` when nothing keeps the rules. */
async function bestSums(
  problem: TransferProblem,
  offerings: readonly string[],
  moves: readonly Move[],
  goals: number,
): Promise<number[] | null> {
  const programme = keepingRules(problem, offerings, moves);
  const { variables, constraints } = programme, { longWeight, mostDifference } = filledRules(problem.rules);
  const shares = offerings.flatMap((vardutbud) => {
    const regions = regionShares(problem, vardutbud);
    if (regions.length === 0) return [];
    const highest = variables.push({ most: Infinity, whole: false }) - 1;
    const lowest = variables.push({ most: Infinity, whole: false }) - 1;
    for (const { region, over, vantande } of regions) {
      const change = moves.flatMap(({ pair: { sender, offer } }, variable) => {
        if (sender.vardutbud !== vardutbud) return [];
        const times = (offer.place.region === region ? offer.undantrangning : 0) -
          (sender.region === region ? 1 : 0);
        return times === 0 ? [] : [{ variable, times: times / vantande }];
      });
      constraints.push({ terms: [...change, { variable: highest, times: -1 }], most: -over / vantande });
      constraints.push({ terms: [...change, { variable: lowest, times: -1 }], least: -over / vantande });
    }
    const weight = regions.reduce((sum, { vantande }) => sum + vantande, 0);
    const most = Object.hasOwn(mostDifference, vardutbud) ? mostDifference[vardutbud] : undefined;
    const beyond = most === undefined ? null : variables.push({ most: Infinity, whole: false }) - 1;
    if (most !== undefined && beyond !== null) {
      const terms = [
        { variable: highest, times: 1 },
        { variable: lowest, times: -1 },
        { variable: beyond, times: -1 },
      ];
      constraints.push({ terms, most });
    }
    return [{ highest, lowest, weight, beyond }];
  });
  const helped = [...new Set(moves.map(({ pair }) => pair.sender))].flatMap((sender) => {
    if (!(longWeight > 0 && (sender.lange ?? 0) > 0)) return [];
    const variable = variables.push({ most: sender.lange ?? 0, whole: false }) - 1;
    const sent = moves.flatMap(({ pair }, move) =>
      pair.sender === sender ? [{ variable: move, times: -1 }] : []
    );
    constraints.push({ terms: [...sent, { variable, times: 1 }], most: 0 });
    return [{ variable, times: -longWeight }];
  });
  const weight = shares.reduce((sum, each) => sum + each.weight, 0);
  const weighed = (of: (pair: TransferPair) => number) =>
    moves.map(({ pair }, variable) => ({ variable, times: of(pair) }));
  const beyond = shares.flatMap(({ beyond, weight: own }) =>
    beyond === null ? [] : [{ variable: beyond, times: own / weight }]
  );
  const first = beyond.length > 0 ? [beyond] : [];
  const inOrder = [
    ...first,
    [...weighed(({ offer }) => offer.undantrangning - 1), ...helped],
    shares.flatMap((each) => [
      { variable: each.highest, times: each.weight / weight },
      { variable: each.lowest, times: -each.weight / weight },
    ]),
    weighed(({ resa }) => resa.km),
  ];
  return (await minimiseInOrder(programme, inOrder.slice(0, first.length + goals)))?.slice(0, moves.length) ??
    null;
}

/** What one way to transfer reaches, under its name. */
export interface TransferGoalRow extends TransferGoals {
  /** What it is called, in Swedish. */
  readonly namn: string;
  /** How many who have waited over a year, or past their måldatum, it helps: they go first of those who are moved. */
  readonly lange: number;
}

/**
 * What transfers reach by the goals, and how many long waiters they help (måluppfyllelse).
 *
 * @param namn What the way to transfer is called, in Swedish.
 * @param problem The lists.
 * @param transfers The transfers.
 * @returns A row to be set next to those of other ways.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferGoalRow } from "vantelage/cooperation";
 * assert.equal(transferGoalRow("I dag", { lists: [], free: [], rules: { months: [] } }, []).lange, 0);
 * ```
 */
export function transferGoalRow(
  namn: string,
  problem: TransferProblem,
  transfers: readonly Transfer[],
): TransferGoalRow {
  const lange = problem.lists.reduce((sum, list) => {
    const sent = transfers.filter(({ fran, vardutbud }) => ownList(problem, fran, vardutbud) === list)
      .reduce((all, { antal }) => all + antal, 0);
    return sum + Math.min(sent, list.lange ?? 0);
  }, 0);
  return { namn, ...transferGoals(problem, transfers), lange };
}

interface Growing extends LinearProgramme {
  readonly variables: LinearVariable[];
  readonly constraints: LinearConstraint[];
}

/** A whole number for each move, and every rule that they have to keep. */
function keepingRules(
  problem: TransferProblem,
  offerings: readonly string[],
  moves: readonly Move[],
): Growing {
  const { smallestGroup, smallestSum, contracts } = filledRules(problem.rules);
  const most = moves.map(({ pair, months, plats }) =>
    Math.min(months.length * plats, accepting(pair.sender, pair.andel))
  );
  const variables: LinearVariable[] = most.map((most) => ({ most, whole: true }));
  const constraints: LinearConstraint[] = [];
  const sum = (chosen: (move: Move) => boolean, times: (move: Move) => number = () => 1): LinearTerm[] =>
    moves.flatMap((move, variable) => chosen(move) ? [{ variable, times: times(move) }] : []);

  const groups = addGroups(
    { variables, constraints },
    moves.map(({ months, plats }) => ({ months: months.length, each: plats })),
    smallestGroup,
  );
  for (const [offer, months] of Map.groupBy(moves, ({ pair }) => pair.offer)) {
    for (const names of new Set(months.map(({ months }) => months.join(" ")))) {
      const same = ({ pair, months }: Move) => pair.offer === offer && months.join(" ") === names;
      const { months: own, plats } = months.find(same) ?? months[0];
      // Moves whose months overlap without being the same are held apart when months are chosen.
      constraints.push({ terms: sum(same), most: own.length * plats });
      constraints.push({
        terms: sum(same).map(({ variable }) => ({ variable: groups[variable], times: 1 })),
        most: own.length * Math.floor(plats / smallestGroup),
      });
    }
    const room = offer.months.reduce((total, { plats }) => total + plats, 0);
    constraints.push({ terms: sum(({ pair }) => pair.offer === offer), most: room });
  }
  for (const [list, offers] of offersByList(problem, moves.map(({ pair }) => pair))) {
    const limit = ownLimit(problem, list);
    const received = sum(
      ({ pair }) => offers.has(pair.offer),
      ({ pair: { offer } }) => limit < 0 ? 1 : offer.undantrangning,
    );
    if (received.some(({ times }) => times > 0)) {
      constraints.push({ terms: received, most: Math.max(0, limit) });
    }
  }
  for (const pair of new Set(moves.map(({ pair }) => pair))) {
    const farther = sum((move) => move.pair.sender === pair.sender && move.pair.andel <= pair.andel);
    constraints.push({ terms: farther, most: accepting(pair.sender, pair.andel) });
    if (smallestSum > smallestGroup) {
      const own = sum((move) => move.pair === pair), used = variables.push({ most: 1, whole: true }) - 1;
      constraints.push({ terms: [...own, { variable: used, times: -smallestSum }], least: 0 });
      const all = accepting(pair.sender, pair.andel);
      constraints.push({ terms: [...own, { variable: used, times: -all }], most: 0 });
    }
  }
  for (
    const contract of contracts.filter(({ vardutbud }) => vardutbud.some((name) => offerings.includes(name)))
  ) {
    const terms = sum(({ pair, months }) => isUnder(contract, pair) && isDuring(contract, months[0]));
    const { minst, hogst } = contract;
    if (terms.length === 0 && minst === 0) continue;
    constraints.push({ terms, least: minst, ...(hogst === null ? {} : { most: hogst }) });
  }
  return { variables, constraints };
}

const isUnder = (contract: TransferContract, { sender, offer }: TransferPair): boolean =>
  isBetween(contract, sender, offer.place, sender.vardutbud);

/** The offers whose work falls on each list. */
function offersByList(
  problem: TransferProblem,
  pairs: readonly TransferPair[],
): Map<TransferList, Set<TransferOffer>> {
  const found = new Map<TransferList, Set<TransferOffer>>();
  for (const { sender, offer } of pairs) {
    const list = ownList(problem, offer.place, sender.vardutbud);
    if (list !== undefined) found.set(list, (found.get(list) ?? new Set()).add(offer));
  }
  return found;
}

/**
 * The months in which the sums of moves are operated, an offer at a time: whole groups in its room, even from month to
 * month or else early; `null` when the sums fit no months.
 */
async function arrange(
  problem: TransferProblem,
  moves: readonly Move[],
  sums: readonly number[],
  goals: number,
): Promise<Transfer[] | null> {
  const { smallestGroup } = filledRules(problem.rules);
  const moved = moves.map((move, index) => ({ ...move, sum: sums[index] })).filter(({ sum }) => sum > 0);
  const transfers: Transfer[] = [];
  for (const [offer, own] of Map.groupBy(moved, ({ pair }) => pair.offer)) {
    const places = new Map(offer.months.map(({ manad }, place) => [manad, place]));
    const toSpread = own.map(({ months, sum }) => ({
      months: months.map((manad) => places.get(manad) ?? 0),
      sum,
    }));
    const room = offer.months.map(({ plats }) => plats);
    const found = spreadMonths(toSpread, room, smallestGroup) ??
      await spreadByProgramme(toSpread, room, smallestGroup, goals === Infinity);
    if (found === null) return null;
    own.forEach(({ pair: { sender, resa } }, index) =>
      offer.months.forEach(({ manad }, month) => {
        const { place, villkor, kalla, undantrangning } = offer, { vardutbud } = sender;
        const fran = { region: sender.region, sjukhus: sender.sjukhus }, antal = found[index][month];
        if (antal === 0) return;
        transfers.push({ fran, till: place, vardutbud, manad, antal, resa, villkor, kalla, undantrangning });
      })
    );
  }
  return transfers;
}

/** Sums over months where {@linkcode spreadMonths} finds no way: any, or as early as can be. */
async function spreadByProgramme(
  sums: readonly SumToSpread[],
  room: readonly number[],
  smallestGroup: number,
  early: boolean,
): Promise<number[][] | null> {
  const cells = sums.flatMap(({ months, sum }, of) => months.map((month) => ({ of, month, sum })));
  const variables = cells.map(({ month, sum }): LinearVariable => ({
    most: Math.min(room[month], sum),
    whole: true,
  }));
  const constraints: LinearConstraint[] = [];
  const terms = (chosen: (cell: typeof cells[number]) => boolean): LinearTerm[] =>
    cells.flatMap((cell, variable) => chosen(cell) ? [{ variable, times: 1 }] : []);
  sums.forEach(({ sum }, index) =>
    constraints.push({ terms: terms(({ of }) => of === index), least: sum, most: sum })
  );
  room.forEach((most, index) => constraints.push({ terms: terms(({ month }) => month === index), most }));
  addGroups(
    { variables, constraints },
    variables.map(({ most }) => ({ months: 1, each: most })),
    smallestGroup,
  );
  const lateness = cells.map(({ month }, variable) => ({ variable, times: month }));
  // Months that are alike for all may be exchanged, so the largest sum may fall from month to month.
  const [{ months }] = sums,
    largest = sums.findIndex(({ sum }) => sum === Math.max(...sums.map((each) => each.sum)));
  const alike = months.every((month) => room[month] === room[months[0]]) &&
    sums.every((each) => each.months.join() === months.join());
  cells.forEach(({ of }, variable) => {
    if (!alike || of !== largest || cells[variable + 1]?.of !== largest) return;
    constraints.push({ terms: [{ variable, times: 1 }, { variable: variable + 1, times: -1 }], least: 0 });
  });
  const values = await minimiseInOrder({ variables, constraints }, [early ? lateness : []]);
  return values && sums.map((_, index) =>
    room.map((_, place) => {
      const cell = cells.findIndex(({ of, month }) => of === index && month === place);
      return cell < 0 ? 0 : values[cell];
    })
  );
}

/** In how many of its months each of the first numbers brings anybody: `each` at most, and the smallest group at least. */
function addGroups(
  { variables, constraints }: Growing,
  numbers: readonly { readonly months: number; readonly each: number }[],
  smallestGroup: number,
): number[] {
  return numbers.map(({ months, each }, variable) => {
    const group = variables.push({ most: months, whole: true }) - 1;
    const most = Math.min(each, variables[variable].most);
    constraints.push({ terms: [{ variable, times: 1 }, { variable: group, times: -most }], most: 0 });
    constraints.push({
      terms: [{ variable, times: 1 }, { variable: group, times: -smallestGroup }],
      least: 0,
    });
    return group;
  });
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
 * What transfers reach by each goal, whichever method proposed them.
 *
 * @param problem The lists and rules.
 * @param transfers The transfers; none gives the lists as they are.
 * @returns The goals in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferGoals } from "vantelage/cooperation";
 * const list = (region: string, over: number) =>
 *   ({ region, sjukhus: null, vardutbud: "Gallsten", vantande: 10, over, medelvantan: 50 });
 * const problem = { lists: [list("Region Dalarna", 4), list("Region Uppsala", 1)], free: [], rules: { months: [] } };
 * assert.deepEqual(transferGoals(problem, []), { over: 5, skillnad: 0.30000000000000004, km: 0, storst: 0.4 });
 * ```
 */
export function transferGoals(problem: TransferProblem, transfers: readonly Transfer[]): TransferGoals {
  let over = 0, weighted = 0, weight = 0;
  const inAll = new Map<string, { after: number; vantande: number }>();
  for (const vardutbud of new Set(problem.lists.map((list) => list.vardutbud))) {
    const own = transfers.filter((transfer) => transfer.vardutbud === vardutbud);
    const shares = regionShares(problem, vardutbud).map((before) => {
      const after = own.reduce(
        (left, { fran, till, antal, undantrangning }) =>
          left - (fran.region === before.region ? antal : 0) +
          (till.region === before.region ? undantrangning * antal : 0),
        before.over,
      );
      over += after;
      weight += before.vantande;
      const all = inAll.get(before.region) ?? { after: 0, vantande: 0 };
      inAll.set(before.region, { after: all.after + after, vantande: all.vantande + before.vantande });
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
    storst: Math.max(0, ...[...inAll.values()].map(({ after, vantande }) => after / vantande)),
  };
}
