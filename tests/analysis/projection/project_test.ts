import assert from "node:assert/strict";
import fc from "fast-check";
import { type Calibration, project, type Scenario } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration, evenForecast } from "./_history.ts";

const still = { pace: 0, decisionsPerDay: 0 };
const scenario = (parts: Partial<Scenario>): Scenario => ({
  namn: "Prov",
  beskrivning: "",
  kapacitet: [],
  beslut: [],
  extra: "som_i_dag",
  ...parts,
});
const ALL_YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

Deno.test("project() counts a list known to the day over the limit to the day, in every month", () => {
  const waits = [0, 1, 28, 29, 30, 31, 58, 59, 60, 61, 89, 90, 91, 300];
  const waiting = waits.map((days) => ({ lo: days, hi: days, antal: 1 }));
  const { rows } = project(evenCalibration({ ...still, waiting }));
  let passed = 0;
  for (const [index, days] of [31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30].entries()) {
    passed += days;
    assert.equal(
      rows[index].over.value,
      waits.filter((wait) => wait + passed > 90).length,
      rows[index].manad,
    );
    assert.equal(rows[index].waiting.value, waits.length);
  }
});

Deno.test("project() lets the new decisions pass the limit on their day too", () => {
  const { rows } = project(evenCalibration({ ...still, waiting: [], decisionsPerDay: 1 }));
  const decided = rows.slice(0, 12).map(({ decisions }) => decisions);
  assert.equal(decided[0], 21); // working days of May 2024
  assert.equal(rows[1].over.value, 0);
  assert.ok(Math.abs(rows[2].over.value - 21 / 31) < 1e-9); // decided 1 May: 91 days on 31 July
  assert.ok(Math.abs(rows[3].over.value - 21 - decided[1] / 30) < 1e-9); // all of May, and 1 June, on 31 August
});

Deno.test("project() keeps the balance: who was there, and came, was operated, or remains", () => {
  const { rows } = project(evenCalibration());
  let before = 100;
  for (const { name, waiting, performed, decisions } of rows) {
    if (name === null) break;
    assert.ok(Math.abs(before + decisions - performed - waiting.value) < 1e-9);
    before = waiting.value;
  }
});

Deno.test("project() gives regions that add up, each alike whichever others are with it", () => {
  const [dalarna, uppsala] = ["Region Dalarna", "Region Uppsala"].map((region, index) =>
    evenCalibration({ decisionsPerDay: 2 + index }, { region, forecast: evenForecast([region]) })
  );
  const both = {
    ...dalarna,
    regions: [...dalarna.regions, ...uppsala.regions],
    forecast: evenForecast(["Region Dalarna", "Region Uppsala"]),
  };
  const { rows } = project(both, { months: 3 });
  assert.deepEqual(project(dalarna, { months: 3 }).rows.slice(0, 3), rows.slice(0, 3));
  for (const measure of ["waiting", "over"] as const) {
    const [first, second, total] = [0, 3, 6].map((index) => rows[index][measure]);
    assert.ok(Math.abs(first.value + second.value - total.value) < 1e-9);
    const width = (row: typeof first) => row.high80! - row.low80!;
    // half of the variance in common: √(0.5 + 0.5 · ½) = √0.75 of both widths
    assert.ok(Math.abs(width(total) / (width(first) + width(second)) - Math.sqrt(0.75)) < 1e-9);
    assert.ok(total.low95! < total.low80! && total.high80! < total.high95!);
  }
});

Deno.test("project() raises or lowers the course to the forecast, and a scenario's course by the same factor", () => {
  const calibration = evenCalibration({}, { forecast: evenForecast(["Region Dalarna"]) });
  const [usual, planned] = [undefined, scenario({ kapacitet: [{ manader: [5], faktor: 1.2 }] })].map((one) =>
    project(calibration, { months: 1, scenario: one })
  );
  const bare = project(evenCalibration(), { months: 1 }).rows[0];
  assert.deepEqual(usual.methods, ["weighed"]);
  const { waiting, over, overShare } = usual.rows[0];
  assert.deepEqual([waiting.value, over.value], [120, 30]);
  assert.deepEqual([waiting.low80, waiting.high80], [110, 130]); // a tenth of the level, 100
  assert.equal(overShare!.value, 0.25);
  const shorter = project(evenCalibration(), {
    months: 1,
    scenario: scenario({ kapacitet: [{ manader: [5], faktor: 1.2 }] }),
  }).rows[0];
  const ratio = planned.rows[0].waiting.value / 120;
  assert.ok(Math.abs(ratio - shorter.waiting.value / bare.waiting.value) < 1e-9);
});

Deno.test("project() goes without intervals when no forecast tells them, and without a share when nobody waits", () => {
  const { rows: [row], methods } = project(evenCalibration({ waiting: [], decisionsPerDay: 0 }), {
    months: 1,
  });
  assert.deepEqual(row.waiting, { value: 0, low80: null, high80: null, low95: null, high95: null });
  assert.deepEqual([row.overShare, row.medianDays, methods], [null, null, []]);
});

Deno.test("project() tells vårdutbud apart when asked, over the regions", () => {
  const calibration: Calibration = evenCalibration({ vardutbud: "Gråstarr" });
  const other = evenCalibration({ vardutbud: "Gråstarr" }, { region: "Region Uppsala" });
  const both = { ...calibration, regions: [...calibration.regions, ...other.regions] };
  const { rows } = project(both, { by: "vardutbud", months: 1 });
  assert.deepEqual(rows.map(({ name }) => name), ["Gråstarr", null]);
  assert.equal(rows[0].waiting.value, rows[1].waiting.value);
});

Deno.test("project() changes nothing in a scenario that changes nothing", () => {
  const calibration = evenCalibration({}, { forecast: evenForecast(["Region Dalarna"]) });
  const [usual, same] = [undefined, scenario({})].map((one) => project(calibration, { scenario: one }).rows);
  usual.forEach((row, index) => {
    assert.ok(Math.abs(row.waiting.value - same[index].waiting.value) < 1e-3);
    assert.ok(Math.abs(row.over.high80! - same[index].over.high80!) < 1e-3);
  });
});

Deno.test("project() keeps the operations when fewer come, and never operates more than there are", () => {
  const at = (one?: Scenario) => project(evenCalibration(), { scenario: one }).rows;
  const usual = at(), fewer = at(scenario({ beslut: [{ manader: ALL_YEAR, faktor: 0.8 }] }));
  assert.ok(Math.abs(fewer[0].decisions - 0.8 * usual[0].decisions) < 1e-9);
  assert.ok(Math.abs(fewer[0].performed - usual[0].performed) < 1e-6);
  const emptied = at(
    scenario({ kapacitet: [{ manader: ALL_YEAR, faktor: 3 }], beslut: [{ manader: ALL_YEAR, faktor: 0 }] }),
  );
  assert.ok(
    emptied[11].waiting.value >= 0 && emptied[11].waiting.value < 1e-3,
    `${emptied[11].waiting.value}`,
  );
});

Deno.test("project() shortens the queue beyond the limit more when the longest waits go first", () => {
  const kapacitet = [{ manader: [5], faktor: 1.3 }];
  const [today, longest] = (["som_i_dag", "langst_forst"] as const).map((extra) =>
    project(evenCalibration(), { months: 1, scenario: scenario({ kapacitet, extra }) }).rows[0]
  );
  assert.ok(Math.abs(today.waiting.value - longest.waiting.value) < 1e-6);
  assert.ok(longest.over.value < today.over.value);
});

Deno.test("project() is never negative, nor the other side of its own intervals, whatever is calibrated", () => {
  const small = fc.double({ min: 0, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.record({ lo: fc.nat(500), wide: fc.nat(400), antal: fc.nat(9) }), { maxLength: 4 }),
      fc.record({
        pace: small,
        decisionsPerDay: small,
        leavingPerDay: fc.double({ min: 0, max: 0.1, noNaN: true }),
      }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (cells, list, faktor) => {
        const waiting = cells.map(({ lo, wide, antal }) => ({
          lo,
          hi: wide > 300 ? null : lo + wide,
          antal,
        }));
        const one = scenario({ kapacitet: [{ manader: ALL_YEAR, faktor }], extra: "langst_forst" });
        const calibration = evenCalibration({ ...list, waiting }, {
          forecast: evenForecast(["Region Dalarna"]),
        });
        for (const row of project(calibration, { months: 4, scenario: one }).rows) {
          assert.ok(row.performed >= 0 && row.decisions >= 0);
          for (const measure of [row.waiting, row.over]) {
            const ordered = [0, measure.low95!, measure.low80!, measure.high80!, measure.high95!];
            assert.deepEqual(ordered.toSorted((a, b) => a - b), ordered);
            assert.ok(measure.value >= 0 && measure.value < Infinity);
          }
          assert.ok(row.over.value <= row.waiting.value + 1e-9);
        }
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("project() refuses months that make no sense", () => {
  assert.throws(
    () => project(evenCalibration(), { months: 13 }),
    /months must be a whole number in 1–12: got 13/,
  );
});
