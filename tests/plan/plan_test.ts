import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import fc from "fast-check";
import { Plan, planMonths, planOfYear, readPlans } from "../../lib/plan/mod.ts";
import { arbitraryPlan, every, planWith } from "./_plan.ts";

const row = {
  region: "Region Dalarna",
  vardutbud: "Gråstarr",
  behov: every(10),
  egen: every(8),
  samverkan: every(1),
  utanfor: every(0),
  privat: every(0),
};

Deno.test("Plan takes any plan as it is, and names in any accepted spelling", () => {
  fc.assert(
    fc.property(
      arbitraryPlan,
      (plan) => assert.deepEqual(Plan.parse(JSON.parse(JSON.stringify(plan))), plan),
    ),
    { numRuns: 30 },
  );
  const { rader: [read] } = Plan.parse(planWith([{ ...row, region: "Dalarna", vardutbud: "Katarakt" }]));
  assert.deepEqual([read.region, read.vardutbud], ["Region Dalarna", "Gråstarr"]);
});

Deno.test("Plan refuses eleven months, less than nothing, parts of a contact and unknown names", () => {
  const issue = (wrong: unknown) => Plan.safeParse(wrong).error?.issues[0].message ?? "";
  assert.notEqual(issue(planWith([{ ...row, egen: every(1).slice(1) }])), "");
  assert.notEqual(issue(planWith([{ ...row, egen: every(-1) }])), "");
  assert.notEqual(issue(planWith([{ ...row, egen: every(0.5) }])), "");
  assert.match(issue(planWith([{ ...row, vardutbud: "Gråstar" }])), /Gråstarr/);
  assert.notEqual(issue(planWith([{ ...row, region: "Region Stockholm" }])), "");
  assert.notEqual(issue({ ...planWith([row]), glapp: 3 }), "");
});

Deno.test("Plan refuses a text with a personal number, a telephone or an e-mail address, and does not repeat it", () => {
  for (const text of ["enligt 811228-9874", "enligt 19811228TF12", "ring 070-123 45 67", "fråga a@b.se"]) {
    const { error } = Plan.safeParse(planWith([row], { underlag: text }));
    assert.deepEqual(error?.issues.map(({ path }) => path), [["underlag"]], text);
    assert.ok(!JSON.stringify(error?.issues).includes(text), text);
  }
});

Deno.test("planMonths() is the calendar year", () => {
  assert.equal(planMonths({ ar: 2024 }).length, 12);
  assert.equal(planMonths({ ar: 2024 })[11], "2024-12");
});

Deno.test("planOfYear() takes the latest decided version, a draft where none is, and by a day only what was decided then", () => {
  const first = planWith([], { faststalld: "2024-01-25" }), draft = planWith([], { version: 2 });
  assert.equal(planOfYear([draft, first], 2024), first);
  assert.equal(planOfYear([draft], 2024), draft);
  assert.equal(planOfYear([draft, first], 2024, { asAt: "2024-01-25" }), first);
  assert.equal(planOfYear([draft, first], 2024, { asAt: "2024-01-24" }), null);
});

Deno.test("readPlans() reads the plans of the checkout, every one synthetic and for all seven regions", async () => {
  const plans = await readPlans(sampleData("planer"));
  assert.deepEqual(plans.map(({ ar, version }) => [ar, version]), [[2024, 1], [2024, 2]]);
  for (const plan of plans) {
    assert.equal(plan.syntetisk, true);
    assert.equal(new Set(plan.rader.map(({ region }) => region)).size, 7);
    assert.ok(new Set(plan.rader.map(({ vardutbud }) => vardutbud)).size > 40);
  }
});

Deno.test("readPlans() refuses two plans of one year and version, whatever their files are called", async () => {
  const folder = await Deno.makeTempDir(), [plan] = await readPlans(sampleData("planer"));
  for (const name of ["a", "b"]) await Deno.writeTextFile(`${folder}/${name}.json`, JSON.stringify(plan));
  await assert.rejects(readPlans(folder), /a\.json och .*b\.json säger samma sak.*ar 2024, version 1/);
});

Deno.test("readPlans() names the file and the place of what is wrong", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/2024_v1.json`,
    JSON.stringify(planWith([{ ...row, behov: every(-1) }])),
  );
  await assert.rejects(readPlans(folder), {
    name: "OwnDataError",
    message: /2024_v1\.json: 12 fel\n {2}rad 1 \(rader › 1 › behov › 1\) {2}Behov: ska vara minst 0: fick -1/,
  });
  await Deno.writeTextFile(
    `${folder}/2024_v1.json`,
    JSON.stringify(planWith([row, { ...row, region: "Dalarna" }])),
  );
  await assert.rejects(readPlans(folder), /raden upprepar rad 1 \(rader › 1\): Region Dalarna, Gråstarr/);
  await Deno.writeTextFile(`${folder}/2024_v1.json`, "{");
  await assert.rejects(readPlans(folder), { name: "OwnDataError", message: /2024_v1\.json: / });
  assert.deepEqual(await readPlans(`${folder}/finns-inte`), []);
  await Deno.remove(folder, { recursive: true });
});
