import assert from "node:assert/strict";
import { ALL_MEASURES, type CrossCell, crossTable, measureOf } from "../../lib/indicators/mod.ts";

const cell = (part: Partial<CrossCell>): CrossCell => ({
  ...{ status: "vantande", avvikelse: null, vardgaranti: true, region: "Region Dalarna" } as const,
  ...{ sjukhus: "Falu lasarett", vardutbud: "Gråstarr", agarform: "offentlig", lo: 10, hi: 10, antal: 1 },
  ...part,
});

Deno.test("crossTable() gives a row for each pair, no total, and leaves PvV and the other status out", () => {
  const cells = [
    cell({ antal: 3 }),
    cell({ agarform: "privat", lo: 91, hi: 91 }),
    cell({ avvikelse: "PvV", antal: 50 }),
    cell({ status: "genomforda", antal: 70 }),
    cell({ sjukhus: "Mora lasarett", lo: 61, hi: 120, antal: 2 }),
  ];
  assert.deepEqual(crossTable(cells, { rows: "sjukhus", columns: "agarform" }), [
    {
      region: "Region Dalarna",
      sjukhus: "Falu lasarett",
      agarform: "Offentlig",
      waiting: 3,
      low: 3,
      high: 3,
    },
    { region: "Region Dalarna", sjukhus: "Falu lasarett", agarform: "Privat", waiting: 1, low: 1, high: 1 },
    {
      region: "Region Dalarna",
      sjukhus: "Mora lasarett",
      agarform: "Offentlig",
      waiting: 2,
      low: 2,
      high: 2,
    },
  ]);
  const [, mora] = crossTable(cells, { rows: "sjukhus", measure: "overShare" });
  assert.deepEqual([mora.overShare, mora.low, mora.high], [0.5, 0, 1]);
  assert.deepEqual(crossTable([], { rows: "region" }), []);
});

Deno.test("crossTable() tells hospitals of one name in two regions apart", () => {
  const cells = [cell({}), cell({ region: "Region Uppsala", antal: 4 })];
  assert.deepEqual(crossTable(cells, { rows: "sjukhus" }).map(({ sjukhus, waiting }) => [sjukhus, waiting]), [
    ["Falu lasarett, Dalarna", 1],
    ["Falu lasarett, Uppsala", 4],
  ]);
});

Deno.test("crossTable() of one region is each measure of all its cells", () => {
  const cells = [10, 80, 95, 200, 400].flatMap((days) =>
    (["vantande", "genomforda"] as const).map((status) =>
      cell({ status, lo: days, hi: days, antal: days % 7 + 1 })
    )
  );
  for (const measure of ALL_MEASURES) {
    const [row] = crossTable(cells, { rows: "region", measure, limitDays: 180 });
    const { status, compute } = measureOf(measure);
    const whole = compute(cells.filter((each) => each.status === status), { limitDays: 180 });
    assert.deepEqual([row[measure], row.low, row.high], [whole?.value, whole?.low, whole?.high], measure);
  }
});
