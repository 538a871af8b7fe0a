import { waitingListPressure } from "../analysis/queueing/mod.ts";
import {
  accepting,
  filledRules,
  isBetween,
  isDuring,
  ownLimit,
  ownList,
  type Transfer,
  type TransferList,
  type TransferPair,
  transferPairs,
  type TransferProblem,
} from "./transfer_problem.ts";

/**
 * Transfers by a simple rule, to compare {@linkcode proposeTransfers} with (enkel regel efter kötryck): the place with
 * the highest pressure fills the nearest free capacity, month by month, then the next place. It keeps to the same
 * rules, but cannot make room for an agreement's fewest operations.
 *
 * @param problem Lists, free capacity and rules, in any order.
 * @returns Transfers; none when nothing can be moved.
 * @throws {RangeError} If a rule makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { greedyTransfers } from "vantelage/cooperation";
 * const vardutbud = "Gallsten", dalarna = { region: "Region Dalarna", sjukhus: null };
 * const transfers = greedyTransfers({
 *   lists: [{ ...dalarna, vardutbud, vantande: 40, over: 20, medelvantan: 90 }],
 *   free: [{ region: "Region Gävleborg", sjukhus: null, vardutbud, manad: "2024-05", antal: 12, kalla: "signal" }],
 *   rules: { months: ["2024-05"] },
 * });
 * assert.equal(transfers[0].antal, 12);
 * ```
 */
export function greedyTransfers(problem: TransferProblem): Transfer[] {
  const { limitDays } = filledRules(problem.rules);
  const pressure = ({ medelvantan }: TransferList) =>
    medelvantan === null ? 0 : waitingListPressure(medelvantan, limitDays).value;
  const made: Filled[] = [];
  for (const vardutbud of [...new Set(problem.free.map((row) => row.vardutbud))].sort()) {
    const pairs = transferPairs(problem, vardutbud).toSorted((a, b) =>
      pressure(b.sender) - pressure(a.sender) || a.resa.km - b.resa.km
    );
    for (const pair of pairs) made.push(...fill(problem, pair, pairs, made));
  }
  return made.map(({ pair: _, ...transfer }) => transfer);
}

/** A transfer and the pair that it is of. */
interface Filled extends Transfer {
  readonly pair: TransferPair;
}

/** What a pair can take beside what has been made. */
function fill(
  problem: TransferProblem,
  pair: TransferPair,
  pairs: readonly TransferPair[],
  made: readonly Filled[],
): Filled[] {
  const { sender, offer, resa, andel, months } = pair, { vardutbud } = sender;
  const { smallestGroup, smallestSum, contracts } = filledRules(problem.rules);
  const own = ownList(problem, offer.place, vardutbud), limit = own && ownLimit(problem, own);
  if (limit !== undefined && limit < 0) return [];
  const filled: Filled[] = [];
  const sum = (chosen: (row: Filled) => boolean, times: (row: Filled) => number = () => 1) =>
    [...made, ...filled].reduce((total, row) => chosen(row) ? total + times(row) * row.antal : total, 0);
  for (const { manad, plats } of offer.months.filter(({ manad }) => months.includes(manad))) {
    const left = [
      plats - sum((row) => row.pair.offer === offer && row.manad === manad),
      // Who accepts a long way accepts a short one: those who go at least so far have a limit of their own.
      ...pairs.filter((other) => other.sender === sender && other.andel >= andel).map((other) =>
        accepting(sender, other.andel) -
        sum((row) => row.pair.sender === sender && row.pair.andel <= other.andel)
      ),
      ...contracts.filter((contract) =>
        isBetween(contract, sender, offer.place, vardutbud) && isDuring(contract, manad)
      ).map((contract) =>
        (contract.hogst ?? Infinity) -
        sum((row) => isBetween(contract, row.fran, row.till, row.vardutbud) && isDuring(contract, row.manad))
      ),
    ];
    if (limit !== undefined && offer.undantrangning > 0) {
      const pushed = sum(
        ({ pair }) => ownList(problem, pair.offer.place, pair.sender.vardutbud) === own,
        (row) => row.undantrangning,
      );
      left.push(Math.floor((limit - pushed) / offer.undantrangning + 1e-9));
    }
    const antal = Math.min(...left);
    if (antal < smallestGroup) continue;
    const { villkor, kalla, undantrangning, place: till } = offer;
    const fran = { region: sender.region, sjukhus: sender.sjukhus };
    filled.push({ pair, fran, till, vardutbud, manad, antal, resa, villkor, kalla, undantrangning });
  }
  return filled.reduce((total, { antal }) => total + antal, 0) >= smallestSum ? filled : [];
}
