import assert from "node:assert/strict";
import fc from "fast-check";
import { firstDay, lastDay, monthRange, workingDays } from "../../lib/calendar/mod.ts";
import { basisMonths, draftPlan, needFromLists, Plan, seasonPerDay } from "../../lib/plan/mod.ts";
import { careOfferings } from "../../lib/reference/mod.ts";
import { flow } from "./_plan.ts";

const months = monthRange("2023-01", "2023-12"), season = months.map(() => 1);
const total = (rows: readonly { antal: number }[]) => rows.reduce((sum, { antal }) => sum + antal, 0);
const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

Deno.test("seasonPerDay() divides by working days, so that a year's Easter does not become the next year's", () => {
  const days = (manad: string) => workingDays(firstDay(manad), lastDay(manad));
  const flows = monthRange("2023-01", "2023-12").map((manad) => ({
    manad,
    antal: days(manad) * (manad === "2023-07" ? 2 : 10),
  }));
  assert.deepEqual(seasonPerDay(flows), [10, 10, 10, 10, 10, 10, 2, 10, 10, 10, 10, 10]);
  assert.ok(days("2023-03") > days("2024-03"), "Easter 2024 fell partly in March");
});

Deno.test("seasonPerDay() takes several years of a month together, and refuses a month that is not there", () => {
  const flows = monthRange("2023-01", "2024-12").map((manad) => ({ manad, antal: 100 }));
  const january = workingDays("2023-01-01", "2023-01-31") + workingDays("2024-01-01", "2024-01-31");
  assert.equal(seasonPerDay(flows)[0], 200 / january);
  assert.throws(() => seasonPerDay(flows.filter(({ manad }) => !manad.endsWith("-08"))), {
    name: "RangeError",
    message: /got none of month 8/,
  });
  assert.throws(() => seasonPerDay(flows.map(({ manad }) => ({ manad, antal: 0 }))), RangeError);
});

Deno.test("needFromLists() adds what the list grew by to what was done, and those over the limit at its end", () => {
  const waiting = (days: number, antal: number, avvikelse: "PvV" | null = null) => ({
    status: "vantande" as const,
    region: "Region Uppsala",
    hemregion: "Region Dalarna",
    vardutbud: "Gråstarr",
    avvikelse,
    lo: days,
    hi: days,
    antal,
  });
  const flows = months.map((manad) => flow({ manad, antal: 10 }));
  const need = needFromLists(flows, {
    ar: 2024,
    months,
    season,
    before: [waiting(1, 20)],
    after: [waiting(90, 30), waiting(91, 5), waiting(200, 4, "PvV")],
  });
  const days = (year: number) => workingDays(`${year}-01-01`, `${year}-12-31`);
  // Net new 120 + 39 − 20, raised by the working days of 2024 against 2023, and 5 over day 90 who wait actively.
  assert.equal(total(need), Math.round(139 * days(2024) / days(2023) + 5));
  assert.deepEqual(new Set(need.map(({ region }) => region)), new Set(["Region Dalarna"]));
  assert.deepEqual(need.map(({ manad }) => manad), monthRange("2024-01", "2024-12"));
});

Deno.test("needFromLists() needs nothing where a list only shrank, and a basis", () => {
  const before = [{
    status: "vantande" as const,
    region: "Region Dalarna",
    hemregion: null,
    vardutbud: "Gråstarr",
    avvikelse: null,
    lo: 9,
    hi: 9,
    antal: 5,
  }];
  assert.deepEqual(needFromLists([], { ar: 2024, months, season, before, after: [] }), []);
  assert.throws(() => needFromLists([], { ar: 2024, months: [], season, before, after: [] }), RangeError);
});

Deno.test("draftPlan() keeps the level and the sources of the basis, and takes the need as given", () => {
  const flows = months.flatMap((manad) => [
    flow({ manad, antal: 30 }),
    flow({ manad, antal: 6, kalla: "samverkan" }),
    flow({ manad, antal: 3, kalla: "privat" }),
    flow({ manad, antal: 2, vardutbud: "Gallsten", kalla: "utanfor" }),
  ]);
  const need = [{ region: "Region Dalarna", vardutbud: "Gråstarr", manad: "2024-02", antal: 99 }];
  const year = { ...need[0], manad: "2025-02" };
  const plan = draftPlan({
    ar: 2024,
    version: 1,
    need: [...need, year],
    flows,
    months,
    season,
    syntetisk: true,
  });
  assert.deepEqual(Plan.parse(plan), plan);
  const raised = (antal: number) =>
    Math.round(antal * workingDays("2024-01-01", "2024-12-31") / workingDays("2023-01-01", "2023-12-31"));
  const [cataract, gallstones] = plan.rader;
  assert.deepEqual([cataract.egen, cataract.samverkan, cataract.utanfor, cataract.privat].map(sum), [
    raised(360),
    raised(72),
    0,
    raised(36),
  ]);
  assert.deepEqual(cataract.behov, [0, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([gallstones.vardutbud, sum(gallstones.behov), sum(gallstones.utanfor)], [
    "Gallsten",
    0,
    raised(24),
  ]);
});

Deno.test("draftPlan() spreads many small rows so that their sum keeps the season", () => {
  const flows = careOfferings.flatMap(({ namn }) =>
    ["Region Dalarna", "Region Uppsala", "Region Värmland"].map((hemregion) =>
      flow({ hemregion, vardutbud: namn, manad: "2023-03", antal: 1 })
    )
  );
  const plan = draftPlan({ ar: 2023, version: 1, need: [], flows, months, season, syntetisk: true });
  const days = months.map((manad) => workingDays(firstDay(manad), lastDay(manad)));
  const [year, rows] = [sum(plan.rader.flatMap(({ egen }) => egen)), plan.rader.length];
  assert.equal(year, rows);
  days.forEach((part, index) => {
    const planned = sum(plan.rader.map(({ egen }) => egen[index]));
    assert.ok(Math.abs(planned - year * part / sum(days)) < 4, `${planned}`);
  });
});

Deno.test("draftPlan() plans whole contacts that sum to the year, whatever the season", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 12, maxLength: 12 }).filter((it) => sum(it) > 0),
      fc.nat(500),
      (season, antal) => {
        const flows = [flow({ manad: "2023-01", antal })];
        const { rader: [row] } = draftPlan({
          ar: 2023,
          version: 1,
          need: [],
          flows,
          months,
          season,
          syntetisk: true,
        });
        assert.equal(sum(row.egen), antal);
        assert.ok(row.egen.every((part) => Number.isInteger(part) && part >= 0));
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("basisMonths() goes back a year at the most, and never past a month without home regions", () => {
  assert.equal(basisMonths("2024-04", () => true).length, 12);
  assert.deepEqual(basisMonths("2023-04", (manad) => manad >= "2023-04"), []);
  assert.deepEqual(basisMonths("2023-08", (manad) => manad !== "2023-05"), ["2023-07", "2023-08"]);
});
