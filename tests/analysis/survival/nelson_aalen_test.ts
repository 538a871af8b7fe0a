import assert from "node:assert/strict";
import { exitCells, nelsonAalen } from "../../../lib/analysis/survival/mod.ts";
import { near } from "./_waits.ts";

Deno.test("nelsonAalen() adds the share of those at risk that leaves on each day", () => {
  const cells = exitCells([
    { days: 2, outcome: "operated", weight: 2 },
    { days: 3, outcome: "waiting" },
    { days: 4, outcome: "withdrawn" },
    { days: 9, outcome: "waiting" },
  ]);
  const points = nelsonAalen(cells);
  assert.deepEqual(points.map(({ days, atRisk, events, hazard }) => [days, atRisk, events, hazard]), [
    [2, 5, 2, 0.4],
    [4, 2, 1, 0.9],
  ]);
  near(points[1].standardError, Math.sqrt(2 / 25 + 1 / 4));
  near(points[1].interval.value!.low, 0.9 * Math.exp(-1.959963984540054 * Math.sqrt(0.33) / 0.9));
  assert.deepEqual(nelsonAalen(cells, { events: ["operated"] }).map(({ hazard }) => hazard), [0.4]);
});

Deno.test("nelsonAalen() of nobody is empty", () => {
  assert.deepEqual(nelsonAalen([]), []);
});
