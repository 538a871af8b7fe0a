import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import fc from "fast-check";
import { planCells, type PlanSum, planSums, planTotal, readPlans } from "../../lib/plan/mod.ts";
import { arbitraryPlan } from "./_plan.ts";

const holds = ({ behov, egen, samverkan, utanfor, privat, glapp }: Omit<PlanSum, "namn">) =>
  assert.equal(behov, egen + samverkan + utanfor + privat + glapp);

Deno.test("need = own + cooperation + bought + gap for every cell and every sum of the checkout's plans", async () => {
  for (const plan of await readPlans(sampleData("planer"))) {
    const cells = planCells(plan);
    assert.equal(cells.length, 12 * plan.rader.length);
    cells.forEach(holds);
    for (const by of ["region", "vardutbud", "manad"] as const) planSums(cells, by).forEach(holds);
    holds(planTotal(cells, "Alla"));
  }
});

Deno.test("need = own + cooperation + bought + gap for every cell and every sum of any plan", () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const cells = planCells(plan), total = planTotal(cells, "Alla");
      cells.forEach(holds);
      for (const by of ["region", "vardutbud", "manad"] as const) {
        const sums = planSums(cells, by);
        sums.forEach(holds);
        const again = sums.reduce((sum, { behov, glapp }) => [sum[0] + behov, sum[1] + glapp], [0, 0]);
        assert.deepEqual(again, [total.behov, total.glapp]);
      }
      const written = plan.rader.flatMap(({ behov }) => behov).reduce((sum, antal) => sum + antal, 0);
      assert.equal(total.behov, written);
    }),
    { numRuns: 40 },
  );
});

Deno.test("planSums() orders regions as Swedes do and months in time, and has nothing to say of nothing", () => {
  const cell = { vardutbud: "Gråstarr", behov: 1, egen: 1, samverkan: 0, utanfor: 0, privat: 0, glapp: 0 };
  const cells = [["Region Örebro län", "2024-02"], ["Region Dalarna", "2024-01"]].map(([region, manad]) => ({
    ...cell,
    region,
    manad,
  }));
  assert.deepEqual(planSums(cells, "region").map(({ namn }) => namn), [
    "Region Dalarna",
    "Region Örebro län",
  ]);
  assert.deepEqual(planSums(cells, "manad").map(({ namn }) => namn), ["2024-01", "2024-02"]);
  assert.deepEqual(planSums([], "region"), []);
});
