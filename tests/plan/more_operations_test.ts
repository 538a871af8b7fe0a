import assert from "node:assert/strict";
import { capacityForTarget, type ProjectionCell } from "../../lib/analysis/projection/mod.ts";
import { convertRate } from "../../lib/analysis/queueing/mod.ts";
import { addMonths, monthRange } from "../../lib/calendar/mod.ts";
import { moreOperationsFigure } from "../../lib/figures/mod.ts";
import {
  debtReckoning,
  gapReckoning,
  moreOperations,
  queueReckoning,
  transferReckoning,
} from "../../lib/plan/mod.ts";
import { evenCalibration } from "../analysis/projection/_history.ts";

const asAt = "2024-04", options = { asAt, by: "2024-08", share: 0.8, mostFactor: 3 };

/** A list that grows by two a month, of which 30 are operated. */
function list(region: string, months = monthRange("2022-04", asAt)): ProjectionCell[] {
  return months.flatMap((manad, index) => [
    { manad, region, vardutbud: null, status: "vantande" as const, lo: 5, hi: 5, antal: 40 },
    { manad, region, vardutbud: null, status: "vantande" as const, lo: 120, hi: 120, antal: 100 + 2 * index },
    { manad, region, vardutbud: null, status: "genomforda" as const, lo: 60, hi: 60, antal: 30 },
  ]);
}

Deno.test("moreOperations() gives what capacityForTarget() and the flows give, and the regions' sums", () => {
  const calibration = evenCalibration({ decisionsPerDay: 1.2 });
  const { region } = calibration.regions[0];
  const { rows: [row, sum] } = moreOperations(list(region), { ...options, calibration });
  const of = (extra: "langst_forst" | "som_i_dag") =>
    capacityForTarget(calibration, { ...options, extra })[0].needed.value!.extraPerMonth;
  assert.deepEqual([row.longestFirst.value, row.asToday.value], [of("langst_forst"), of("som_i_dag")]);
  assert.ok(row.asToday.value! > row.longestFirst.value!);
  assert.deepEqual([row.now.value, row.hold.value], [30, 2]);
  // 40 new a month, of whom 8 leave unseen; the target list is 480 / 366 a day × 90 / -ln 0.2 days
  const targetList = 480 / 12 / (365.2425 / 12) * 90 / -Math.log(0.2);
  const relief = (188 - targetList) * (365.2425 / 12) / 364;
  assert.ok(Math.abs(row.shortList.value! - (40 - 8 + relief - 30)) < 1e-6);
  assert.deepEqual({ ...sum, region }, row);
});

Deno.test("moreOperations(): a month removed from one region is named there and changes nothing observed of another", () => {
  const [dalarna, uppsala] = ["Region Dalarna", "Region Uppsala"];
  const whole = [...list(dalarna), ...list(uppsala)];
  const rowOf = (cells: readonly ProjectionCell[], region: string | null) =>
    moreOperations(cells, options).rows.find((row) => row.region === region);
  const kept = rowOf(whole, dalarna);
  for (const manad of [asAt, addMonths(asAt, -6)]) {
    for (const status of ["vantande", "genomforda"] as const) {
      const lacking = whole.filter((cell) =>
        cell.region !== uppsala || cell.manad !== manad || cell.status !== status
      );
      const { longestFirst, now, hold, shortList } = rowOf(lacking, dalarna)!;
      assert.deepEqual([now, hold, shortList], [kept?.now, kept?.hold, kept?.shortList]);
      // the projection's season is that of all regions together
      assert.ok(Math.abs(longestFirst.value! / kept!.longestFirst.value! - 1) < 0.001);
      const own = rowOf(lacking, uppsala);
      if (own !== undefined) {
        assert.equal(own.now.value, null);
        assert.match(JSON.stringify(rowOf(lacking, null)!.now), /Region Uppsala: Leverans av/);
      }
    }
  }
});

Deno.test("moreOperationsFigure() answers in its headline, sets others' numbers beside it, and names who lacks one", () => {
  const row = (region: string | null, longestFirst: number | null, asToday = 150) => ({
    region,
    now: { value: 1000 },
    hold: { value: -3 },
    longestFirst: longestFirst === null ? { value: null, reason: "Målet nås inte" } : { value: longestFirst },
    range80: longestFirst === null ? null : { low: longestFirst - 20, high: null },
    asToday: { value: asToday },
    shortList: { value: 120 },
  });
  const more = { asAt, by: "2025-04", share: 0.92, limitDays: 90 };
  const workOff = { value: { debt: 240, extraPerMonth: 20, share: 0.05, months: 12 } };
  const sums = { egen: 0, samverkan: 0, utanfor: 0, privat: 0 };
  const figure = moreOperationsFigure({ ...more, rows: [row("Region Dalarna", 100), row(null, 100)] }, {
    manad: asAt,
    others: [
      debtReckoning([{ region: "Region Dalarna", workOff, interval: null, beyondChance: true }], {
        asAt: "2023-04",
      }),
      gapReckoning([{ namn: "Region Dalarna", behov: 24, glapp: 24, ...sums }], { ar: 2024 }),
      queueReckoning([{ name: "Region Dalarna", shortfallPerWeek: 7 }]),
      transferReckoning([], { months: [asAt] }),
      debtReckoning([], { asAt }),
    ],
  });
  assert.equal(
    figure.headline,
    "Målet till april 2025 kräver 100–150 fler operationer i månaden, 10–15\u00a0% fler",
  );
  const { table: { columns, rows } } = figure;
  assert.deepEqual(columns.slice(7).map(({ label }) => label), [
    "Vårdskulden",
    "Planens glapp",
    "Fattas i tabellen ovan",
    "Förslagen",
  ]);
  assert.deepEqual(columns.slice(7).map(({ key }) => rows[0].cells[key]), [
    20,
    2,
    convertRate({ count: 7, per: "week" }, "month").count,
    null,
  ]);
  assert.equal(rows[0].cells.spann, "från 80");
  const lacking = moreOperationsFigure({ ...more, rows: [row("Region Dalarna", null), row(null, null)] }, {
    manad: asAt,
  });
  assert.match(lacking.headline, /går inte att räkna för alla: Dalarna saknas$/);
  assert.equal(lacking.table.rows[0].cells.anmarkning, "Målet nås inte");
  const none = moreOperationsFigure({ ...more, rows: [] }, { manad: asAt });
  assert.equal(none.headline, "Ingen region kan framskrivas");
  const enough = moreOperationsFigure({ ...more, rows: [row(null, 0)] }, { manad: asAt });
  assert.match(enough.headline, /utan fler operationer/);
});
