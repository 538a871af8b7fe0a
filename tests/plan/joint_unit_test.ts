import assert from "node:assert/strict";
import fc from "fast-check";
import { type CareFlow, jointUnit, procurementRows } from "../../lib/plan/mod.ts";
import { careKeyFigures } from "../../lib/figures/mod.ts";
import { memberRegions, travelBetween } from "../../lib/reference/mod.ts";

const HOSPITALS = [
  ["Falu lasarett", "Region Dalarna"],
  ["Akademiska sjukhuset", "Region Uppsala"],
  ["Centralsjukhuset Karlstad", "Region Värmland"],
] as const;

const flows = fc.array(
  fc.record({
    hemregion: fc.constantFrom(...memberRegions),
    place: fc.constantFrom(...HOSPITALS),
    antal: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 30 },
).map((rows) =>
  rows.map(({ hemregion, place: [utforare, utforarregion], antal }): CareFlow => ({
    ...{ manad: "2024-04", hemregion, utforarregion, utforare, agarform: "offentlig" },
    ...{ vardutbud: "Knäled protes", antal, kalla: hemregion === utforarregion ? "egen" : "samverkan" },
  }))
);

Deno.test("jointUnit() weighs each patient's way alike, and its places are in order of the way", () => {
  fc.assert(
    fc.property(flows, (rows) => {
      const unit = jointUnit(rows, [], 1);
      const patients = rows.flatMap(({ hemregion, antal }) => Array.from({ length: antal }, () => hemregion));
      assert.equal(unit.antal, patients.length);
      for (const { sjukhus, region, km, langt } of unit.platser) {
        const ways = patients.map((home) =>
          travelBetween({ region: home, sjukhus: null }, { region, sjukhus })!.km
        );
        const mean = ways.reduce((sum, way) => sum + way, 0) / ways.length;
        assert.ok(Math.abs(km - mean) < 1e-9 * (1 + mean));
        assert.ok(Math.abs(langt - ways.filter((way) => way > 100).length / ways.length) < 1e-9);
      }
      const order = unit.platser.map(({ km }) => km);
      assert.deepEqual(order, order.toSorted((a, b) => a - b));
      assert.equal(unit.platser.reduce((sum, { antal }) => sum + antal, 0), unit.antal);
    }),
    { numRuns: 50 },
  );
});

Deno.test("jointUnit() counts no care bought outside, and no unit at a private provider", () => {
  const flow = { manad: "2024-04", hemregion: "Region Dalarna", vardutbud: "Knäled protes" } as const;
  const unit = jointUnit(
    [
      {
        ...flow,
        utforarregion: "Region Stockholm",
        utforare: null,
        agarform: "privat",
        antal: 9,
        kalla: "utanfor",
      },
      {
        ...flow,
        utforarregion: "Region Uppsala",
        utforare: "Elisabethsjukhuset",
        agarform: "privat",
        antal: 4,
        kalla: "privat",
      },
    ],
    [{ region: "Region Dalarna", antal: 8 }],
    2,
  );
  assert.deepEqual([unit.antal, unit.platser, unit.vantan, unit.vantanTillsammans], [4, [], [], 4]);
});

Deno.test("procurementRows() takes months ahead alone, and never makes room for more than is planned", () => {
  const cell = { region: "Region Dalarna", vardutbud: "Gråstarr", behov: 0, egen: 0, samverkan: 0, glapp: 0 };
  const plan = ["2024-04", "2024-05", "2025-01"].map((manad) => ({ ...cell, manad, utanfor: 3, privat: 7 }));
  const stay = (
    mojligt: number,
  ) => [{ vardutbud: "Gråstarr", kopt: 12, mojligt }, { vardutbud: "Gallsten", kopt: 2, mojligt: 2 }];
  assert.deepEqual(procurementRows(plan, [stay(3), stay(12)], { from: "2024-05", to: "2024-12" }), [
    { vardutbud: "Gråstarr", kopt: 12, planerat: 10, ryms: [3, 10] },
    { vardutbud: "Gallsten", kopt: 2, planerat: 0, ryms: [0, 0] },
  ]);
});

Deno.test("careKeyFigures() has no number of a month that some region has not delivered", () => {
  const flow = {
    hemregion: "Region Dalarna",
    utforarregion: "Region Uppsala",
    utforare: null,
    agarform: null,
  } as const;
  const rows = ["2024-03", "2024-04"].map((manad) => ({
    ...flow,
    manad,
    vardutbud: "Gråstarr",
    antal: 5,
    kalla: "samverkan" as const,
  }));
  const text = (delivered: (region: string, manad: string) => boolean) =>
    careKeyFigures([{ label: "Samverkan", flows: rows }], {
      months: ["2024-03", "2024-04"],
      cover: { performed: delivered, bought: () => true },
    }).text();
  assert.equal(text(() => true), "Samverkan: 5 (i april 2024; 10 på två månader)");
  assert.equal(
    text((_, manad) => manad === "2024-03"),
    "Samverkan: inte levererat (i april 2024; 5 på en månad)",
  );
});
