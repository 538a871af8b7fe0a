import assert from "node:assert/strict";
import fc from "fast-check";
import { proposeTransfers, transferFront, transferGoals } from "../../lib/cooperation/mod.ts";
import { KNEE, list, problems, room } from "./_transfer_problems.ts";

// Gävleborg has the largest share and nobody who accepts so long a way; Värmland may send to Örebro, which has the least.
const problem = {
  lists: [list("Gävleborg", 1000, 500), list("Värmland", 1000, 100), list("Örebro län", 1000, 90)],
  free: [room("Örebro län", "2024-05", 80)],
  rules: { months: ["2024-05"], acceptance: [{ km: 120, andel: 0.8 }] },
};

Deno.test("transferFront() finds what more even proposals cost, by hand", async () => {
  const transfers = await proposeTransfers(problem) ?? [];
  const now = transferGoals(problem, transfers); // 80 of Värmland's: 2 % left there, 50 % in Gävleborg
  assert.deepEqual([now.over, now.skillnad.toFixed(3)], [610, "0.480"]);
  const rows = await transferFront(problem, transfers);
  // At the most even Värmland falls to Örebro's 9 %: a difference of 41 points. Half of the way there is 44.5: to 5.5 %.
  assert.deepEqual(rows.map(({ namn, over, skillnad }) => [namn, over, skillnad.toFixed(3)]), [
    ["Jämnare mellan regionerna", 645, "0.445"],
    ["Så jämnt som möjligt", 680, "0.410"],
  ]);
  const even = await proposeTransfers({
    ...problem,
    rules: { ...problem.rules, mostDifference: { [KNEE]: 0.445 } },
  });
  assert.deepEqual(even?.map(({ antal }) => antal), [45]);
  await assert.rejects(
    proposeTransfers({ ...problem, rules: { ...problem.rules, mostDifference: { [KNEE]: 2 } } }),
    /mostDifference must lie in 0–1: got 2/,
  );
});

Deno.test("transferFront() never finds what is better in both, and is ever more even", async () => {
  await fc.assert(
    fc.asyncProperty(problems(4, 2, ["2024-05", "2024-06"]), async (one) => {
      const transfers = await proposeTransfers(one);
      if (transfers === null) return;
      const now = transferGoals(one, transfers), front = await transferFront(one, transfers);
      assert.ok(front.length === 0 || front.length === 2);
      [now, ...front].reduce((before, after) => {
        assert.ok(after.over >= before.over - 1e-6 && after.skillnad <= before.skillnad + 1e-6);
        return after;
      });
    }),
    { numRuns: 25 },
  );
});
