import assert from "node:assert/strict";
import { aalenJohansen, exitCells, exitsAfter, exitTable } from "../../../lib/analysis/survival/mod.ts";

const curves = aalenJohansen(exitCells([
  { days: 0, outcome: "operated" },
  { days: 12, outcome: "operated" },
  { days: 12, outcome: "withdrawn" },
  { days: 31, outcome: "operated" },
  { days: 40, outcome: "waiting" },
]));

Deno.test("exitTable() says at each step what exitsAfter() says, with intervals where there are any", () => {
  for (const { days, operated, withdrawn, waiting } of exitTable(curves, { everyDays: 1 })) {
    assert.deepEqual(
      { operated: operated.value, withdrawn: withdrawn.value, waiting: waiting.value },
      exitsAfter(curves, days).value,
    );
    assert.ok(operated.interval === null || operated.interval.low < operated.value);
  }
});

Deno.test("exitTable() ends where nobody was followed any longer, and counts who still could leave", () => {
  assert.deepEqual(exitTable(curves, { everyDays: 10 }).map(({ days, atRisk }) => [days, atRisk]), [
    [0, 4],
    [10, 4],
    [20, 2],
    [30, 2],
    [40, 1],
  ]);
  assert.equal(exitTable(curves, { untilDays: 20 }).at(-1)?.days, 20);
  assert.deepEqual(exitTable(aalenJohansen([])), []);
  assert.throws(() => exitTable(curves, { everyDays: 0 }), RangeError);
});
