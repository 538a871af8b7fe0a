import { type TransferGoalRow, transferGoalRow, transferGoals, transfersFor } from "./transfers.ts";
import type { Transfer, TransferProblem } from "./transfer_problem.ts";

/**
 * What it costs to be more even (avvägning mellan nytta och jämlikhet): the proposals made again with the difference between
 * regions held to half of the way down to the least that there can be, and to the least itself.
 *
 * Formula: for each vårdutbud the difference of the proposals, d, and of those that put it first, e; then the fewest over the
 * limit with at most (d + e) / 2, and with at most e (ε-constraint: Y. Y. Haimes et al. 1971, IEEE Transactions on Systems, Man,
 * and Cybernetics 1). Few points of the front, and none between that is better in both.
 *
 * @param problem The problem.
 * @param transfers The proposals as they are, of {@linkcode proposeTransfers}.
 * @returns A row for each of the two, none where the proposals already are as even as can be.
 * @throws {RangeError} If a rule makes no sense.
 *
 * @example Nobody is moved, so nothing can be more even
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferFront } from "vantelage/cooperation";
 * assert.deepEqual(await transferFront({ lists: [], free: [], rules: { months: ["2024-06"] } }, []), []);
 * ```
 */
export async function transferFront(
  problem: TransferProblem,
  transfers: readonly Transfer[],
): Promise<TransferGoalRow[]> {
  const offerings = [...new Set(problem.lists.map(({ vardutbud }) => vardutbud))];
  const differences = (rows: readonly Transfer[]) =>
    offerings.map((vardutbud) => {
      const lists = problem.lists.filter((list) => list.vardutbud === vardutbud);
      return transferGoals({ ...problem, lists }, rows.filter((row) => row.vardutbud === vardutbud)).skillnad;
    });
  const held = (most: readonly number[]) => {
    const mostDifference = Object.fromEntries(offerings.map((vardutbud, place) => [vardutbud, most[place]]));
    return transfersFor({ ...problem, rules: { ...problem.rules, mostDifference } }, Infinity);
  };
  const even = await held(offerings.map(() => 0));
  if (even === null) return [];
  const now = differences(transfers), least = differences(even);
  if (now.every((difference, place) => difference - least[place] < 1e-6)) return [];
  const half = await held(now.map((difference, place) => (difference + least[place]) / 2)) ?? even;
  return [
    transferGoalRow("Jämnare mellan regionerna", problem, half),
    transferGoalRow("Så jämnt som möjligt", problem, even),
  ];
}
