import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { outcomesByMonth, planCells, planOutcomes, readStatedCauses } from "../../lib/plan/mod.ts";
import { every, flow, planWith } from "./_plan.ts";

const plan = planCells(planWith([{
  region: "Region Dalarna",
  vardutbud: "Gråstarr",
  behov: every(100),
  egen: every(80),
  samverkan: every(10),
  utanfor: every(4),
  privat: every(6),
}]));
const delivered = (manad: string) => manad <= "2024-02" ? ["Region Dalarna", "Region Uppsala"] : [];

Deno.test("planOutcomes() compares source by source in delivered months, and leaves the others out", () => {
  const rows = planOutcomes(plan, [
    flow({ antal: 70 }),
    flow({ antal: 13, kalla: "samverkan" }),
    flow({ antal: 6, kalla: "privat" }),
    flow({ antal: 99, manad: "2024-03" }),
  ], { delivered });
  assert.deepEqual(rows.map(({ manad, plan, utfall }) => [manad, plan, utfall]), [
    ["2024-01", 100, 89],
    ["2024-02", 100, 0],
  ]);
  assert.deepEqual(rows[0].avvikelse, { egen: -10, samverkan: 3, utanfor: -4, privat: 0 });
});

Deno.test("planOutcomes() has a row for what was done without being planned, but none for another year or a region without a plan", () => {
  const rows = planOutcomes(plan, [
    flow({ vardutbud: "Gallsten", antal: 5 }),
    flow({ vardutbud: "Gallsten", antal: 5, manad: "2023-12" }),
    flow({ hemregion: "Region Uppsala", antal: 7 }),
  ], { delivered });
  const unplanned = rows.filter(({ vardutbud, region }) =>
    vardutbud === "Gallsten" || region === "Region Uppsala"
  );
  assert.deepEqual(unplanned.map(({ plan, utfall }) => [plan, utfall]), [[0, 5]]);
});

Deno.test("outcomesByMonth() sums, and asks for a cause only where much is otherwise and none is stated", () => {
  const outcome = planOutcomes(plan, [flow({ antal: 106 }), flow({ manad: "2024-02", antal: 105 })], {
    delivered,
  });
  const cause = {
    region: "Region Dalarna",
    vardutbud: null,
    manad: "2024-01",
    orsak: "behov",
    kommentar: "Fler kom.",
  } as const;
  const asked = (causes: readonly (typeof cause)[]) =>
    outcomesByMonth(outcome, { by: "region", causes }).map(({ orsakSaknas }) => orsakSaknas);
  assert.deepEqual(asked([]), [true, false]);
  assert.deepEqual(asked([cause]), [false, false]);
  const [all] = outcomesByMonth(outcome, { by: "alla", causes: [cause] });
  assert.deepEqual([all.region, all.plan, all.utfall, all.orsaker[0].orsak], [null, 100, 106, "behov"]);
  assert.equal(all.utfall - all.plan, Object.values(all.avvikelse).reduce((sum, part) => sum + part, 0));
});

Deno.test("outcomesByMonth() keeps a cause of another region, month or vårdutbud out", () => {
  const outcome = planOutcomes(plan, [flow({ antal: 1 })], { delivered });
  const cause = {
    region: "Region Dalarna",
    vardutbud: null,
    manad: "2024-01",
    orsak: "akut",
    kommentar: "x",
  } as const;
  for (
    const other of [
      { ...cause, region: "Region Uppsala" },
      { ...cause, manad: "2024-03" },
      { ...cause, vardutbud: "Gallsten" },
    ]
  ) {
    const sums = outcomesByMonth(outcome, { by: "region", causes: [other] });
    assert.deepEqual(sums.flatMap(({ orsaker }) => orsaker), []);
  }
});

Deno.test("readStatedCauses() reads the checkout's causes", async () => {
  const causes = await readStatedCauses(sampleData("planavvikelser"));
  assert.ok(causes.length > 0);
  assert.ok(causes.every(({ manad }) => manad.startsWith("2024-")));
});
