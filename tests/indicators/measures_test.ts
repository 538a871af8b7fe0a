import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import {
  ALL_MEASURES,
  limitBands,
  longestWaits,
  type Measure,
  measureOf,
  MEASURES,
} from "../../lib/indicators/mod.ts";

const cell = (
  days: number,
  antal: number,
  { status = "vantande", vardgaranti = true, avvikelse = null }: {
    status?: "vantande" | "genomforda";
    vardgaranti?: boolean | null;
    avvikelse?: "PvV" | "MoV" | null;
  } = {},
) => ({
  ...{ status, avvikelse, vardgaranti, region: "Region Dalarna", sjukhus: null, vardutbud: null },
  ...{ agarform: null, lo: days, hi: days, antal },
});

/** 40 wait 30 days, 30 covered and 10 not covered 200, 8 for 400 and 2 for 800 of whom nothing is told; PvV apart. */
const CELLS = [
  cell(30, 40),
  cell(200, 30),
  cell(200, 10, { vardgaranti: false }),
  cell(400, 8),
  cell(800, 2, { vardgaranti: null }),
  cell(500, 5, { avvikelse: "PvV" }),
  cell(14, 93, { status: "genomforda" }),
  cell(70, 7, { status: "genomforda" }),
];
const of = (measure: Measure, including = false) =>
  measureOf(measure).compute(CELLS, { limitDays: 90, including })?.value;

Deno.test("measureOf(): a breach counts only whom the guarantee covers, never PvV; the others count all who wait", () => {
  assert.deepEqual([of("over"), of("breach"), of("over", true), of("breach", true)], [50, 38, 55, 38]);
  assert.equal(of("breachShare"), 38 / 78);
  assert.deepEqual([of("halfYear"), of("long"), of("twoYears")], [50, 10, 2]);
});

Deno.test("measureOf(): 92 % of those who wait, and of those operated, waited at most so long", () => {
  assert.deepEqual([of("percentile"), of("performedPercentile")], [400, 14]);
  const nobody = measureOf("percentile").compute([], { limitDays: 90 });
  assert.equal(nobody, null);
});

Deno.test("every measure has a name of its own and a number for somebody", () => {
  assert.deepEqual(ALL_MEASURES.slice(0, MEASURES.length), MEASURES);
  assert.equal(
    new Set(ALL_MEASURES.map((measure) => measureOf(measure).label(90))).size,
    ALL_MEASURES.length,
  );
  for (const measure of ALL_MEASURES) assert.ok(of(measure) !== undefined, measure);
});

Deno.test("longestWaits() gives no breach where a delivery does not tell whom the guarantee covers", () => {
  const uppsala = CELLS.map((each) => ({ ...each, region: "Region Uppsala" }));
  const rows = longestWaits([...CELLS, ...uppsala], { reporting: ["Region Dalarna"] });
  assert.deepEqual(
    rows.map(({ name, total, breach, over }) => [name, total, breach?.value ?? null, over?.value]),
    [
      ["Region Dalarna", false, 38, 50],
      ["Region Uppsala", false, null, 50],
      ["De 2 regionerna", true, null, 100],
    ],
  );
  assert.deepEqual(longestWaits([]), []);
});

Deno.test("longestWaits() bounds what bands leave in doubt", () => {
  const band = { ...cell(0, 10), lo: 91, hi: 365 };
  const [{ halfYear, twoYears, over }] = longestWaits([band]);
  assert.deepEqual([over?.value, halfYear?.low, halfYear?.high, twoYears?.value], [10, 0, 10, 0]);
});

Deno.test("limitBands() parts days where every measure that needs no days of its own counts from", () => {
  const bands = limitBands(90), days = [0, 90, 91, 180, 181, 365, 366, 730, 731, 2000];
  const bandOf = (day: number) => {
    const band = bands.findLastIndex((first) => first <= day);
    return { lo: bands[band], hi: band === bands.length - 1 ? null : bands[band + 1] - 1 };
  };
  for (const measure of ALL_MEASURES) {
    const { status, needsDays = false, compute } = measureOf(measure), options = { limitDays: 90 };
    const cells = days.map((day) => cell(day, 1, { status }));
    const coarse = compute(cells.map((cell, at) => ({ ...cell, ...bandOf(days[at]) })), options);
    assert.equal(isDeepStrictEqual(coarse, compute(cells, options)), !needsDays, measure);
  }
});
