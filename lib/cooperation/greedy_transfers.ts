import type { Month } from "../calendar/mod.ts";
import { waitingListPressure } from "../analysis/queueing/mod.ts";
import {
  accepting,
  filledRules,
  isBetween,
  ownLimit,
  placeKey,
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
 * import { greedyTransfers } from "vantelage";
 * const vardutbud = "Gallsten", dalarna = { region: "Region Dalarna", sjukhus: null };
 * const transfers = greedyTransfers({
 *   lists: [{ ...dalarna, vardutbud, vantande: 40, over: 20, medelvantan: 90 }],
 *   free: [{ region: "Region Gävleborg", sjukhus: null, vardutbud, manad: "2024-05", antal: 7, kalla: "signal" }],
 *   rules: { months: ["2024-05"] },
 * });
 * assert.equal(transfers[0].antal, 7);
 * ```
 */
export function greedyTransfers(problem: TransferProblem): Transfer[] {
  const { limitDays } = filledRules(problem.rules);
  const pressure = ({ medelvantan }: TransferList) =>
    medelvantan === null ? 0 : waitingListPressure(medelvantan, limitDays).value;
  const transfers: Transfer[] = [];
  for (const vardutbud of [...new Set(problem.free.map((row) => row.vardutbud))].sort()) {
    const pairs = transferPairs(problem, vardutbud).toSorted((a, b) =>
      pressure(b.sender) - pressure(a.sender) || a.resa.km - b.resa.km
    );
    const made: Transfer[] = [];
    for (const pair of pairs) made.push(...fill(problem, pair, pairs, made));
    transfers.push(...made);
  }
  return transfers;
}

/** What a pair can take beside what has been made. */
function fill(
  problem: TransferProblem,
  { sender, receiver, resa, andel, spans }: TransferPair,
  pairs: readonly TransferPair[],
  made: readonly Transfer[],
): Transfer[] {
  const { smallestGroup, contracts } = filledRules(problem.rules);
  const { vardutbud } = sender, fran = { region: sender.region, sjukhus: sender.sjukhus };
  const from = placeKey(sender), to = placeKey(receiver);
  const acceptedBy = new Map(
    pairs.filter((pair) => pair.sender === sender).map((pair) => [placeKey(pair.receiver), pair.andel]),
  );
  const filled: Transfer[] = [];
  const count = (chosen: (transfer: Transfer) => boolean) =>
    [...made, ...filled].reduce((sum, transfer) => chosen(transfer) ? sum + transfer.antal : sum, 0);
  for (const { months, plats } of spans) {
    const taken = (manad: Month) => count((row) => row.manad === manad && placeKey(row.till) === to);
    const inAll = [
      ownLimit(problem, receiver, vardutbud) - count(({ till }) => placeKey(till) === to),
      // Who accepts a long way accepts a short one: those who go at least so far have a limit of their own.
      ...[...acceptedBy.values()].filter((other) => other >= andel).map((other) =>
        accepting(sender, other) -
        count((row) => placeKey(row.fran) === from && (acceptedBy.get(placeKey(row.till)) ?? 0) <= other)
      ),
      ...contracts.filter((contract) => isBetween(contract, sender, receiver, vardutbud)).map((contract) =>
        (contract.hogst ?? Infinity) - count((row) => isBetween(contract, row.fran, row.till, vardutbud))
      ),
    ];
    const antal = Math.min(
      ...months.map((manad) => plats - taken(manad)),
      ...inAll.map((most) => Math.floor(most / months.length)),
    );
    if (antal < smallestGroup) continue;
    for (const manad of months) filled.push({ fran, till: receiver, vardutbud, manad, antal, resa });
  }
  return filled;
}
