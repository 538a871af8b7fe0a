import assert from "node:assert/strict";
import { monthRange } from "../../lib/calendar/mod.ts";
import { sampleData } from "../_checkout.ts";
import { countFlows, goalOutcomes, readYearlyReport, shareSpread, YearlyReport } from "../../lib/plan/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";
import { flow } from "./_plan.ts";

const goal = { mal: "Ett mål", matt: "kopt_vard", riktning: "hogst", varde: 10 } as const;
const measured = { andel_over_90: null, skillnad_regioner: 0.1, samverkan: 10, kopt_vard: 10 };

Deno.test("goalOutcomes() reaches a goal exactly at its value, and does not judge what is not known", () => {
  const reached = (changes: object) => goalOutcomes([{ ...goal, ...changes }], measured)[0].natt;
  assert.equal(reached({}), true);
  assert.equal(reached({ varde: 9 }), false);
  assert.equal(reached({ riktning: "minst", matt: "samverkan" }), true);
  assert.equal(reached({ riktning: "minst", matt: "samverkan", varde: 11 }), false);
  assert.equal(reached({ matt: "andel_over_90" }), null);
});

Deno.test("shareSpread() takes the total's share, and the regions' largest less their smallest", () => {
  const row = (share: number | null, total = false) => ({
    total,
    overShare: share === null ? null : exactly(share),
  });
  const seven = [0.5, 0.25, 0.3, 0.3, 0.3, 0.3, 0.3].map((share) => row(share));
  assert.deepEqual(shareSpread([...seven, row(0.3, true)]), { andel_over_90: 0.3, skillnad_regioner: 0.25 });
  // A region that is not known could be the largest.
  const unknown = { andel_over_90: null, skillnad_regioner: null };
  assert.deepEqual(shareSpread([...seven.slice(1), row(null), row(0.3, true)]), unknown);
});

Deno.test("countFlows() counts cooperation and bought care, not own", () => {
  const flows = [
    flow({ antal: 9 }),
    flow({ kalla: "samverkan", antal: 4 }),
    flow({ kalla: "utanfor", antal: 2 }),
    flow({
      kalla: "privat",
      antal: 1,
    }),
  ];
  const months = monthRange("2023-05", "2024-04"), all = { performed: () => true, bought: () => true };
  assert.deepEqual(countFlows({ flows, months, cover: all }), { samverkan: 4, kopt_vard: 3 });
  const late = {
    ...all,
    performed: (region: string, manad: string) => region !== "Region Uppsala" || manad < "2024-04",
  };
  assert.deepEqual(countFlows({ flows, months, cover: late }), { samverkan: null, kopt_vard: null });
  const one = { ...all, bought: (region: string) => region === "Region Dalarna" };
  assert.deepEqual(countFlows({ flows, months, cover: one }), { samverkan: 4, kopt_vard: null });
});

Deno.test("readYearlyReport() reads the checkout's report, and refuses what could lead to a person", async () => {
  const report = await readYearlyReport(2024, sampleData("arsrapport"));
  assert.equal(report.syntetisk, true);
  assert.ok(report.aktiviteter.length > 0 && report.process.length > 0 && report.mal.length > 0);
  const [activity] = report.aktiviteter;
  const wrong = { ...report, aktiviteter: [{ ...activity, ansvarig: "a@b.se" }] };
  assert.match(YearlyReport.safeParse(wrong).error?.issues[0].message ?? "", /e-postadress/);
});
