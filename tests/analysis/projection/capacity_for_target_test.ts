import assert from "node:assert/strict";
import { capacityForTarget, project } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration, evenForecast } from "./_history.ts";

const calibration = evenCalibration({ decisionsPerDay: 1.2 });

Deno.test("capacityForTarget() finds the least factor that reaches the target, to a thousandth", () => {
  const target = { by: "2024-08", share: 0.8, mostFactor: 3 };
  const [row, total] = capacityForTarget(calibration, target);
  const { factor, months, extraPerMonth } = row.needed.value!;
  assert.ok(factor > 1 && extraPerMonth > 0);
  assert.equal(months, 4);
  assert.deepEqual(total.needed, row.needed);
  const shareAt = (faktor: number) => {
    const scenario = {
      namn: "",
      beskrivning: "",
      kapacitet: [{ manader: [5, 6, 7, 8], faktor }],
      beslut: [],
      extra: "langst_forst",
    } as const;
    return 1 - project(calibration, { months: 4, scenario }).rows[3].overShare!.value;
  };
  assert.ok(shareAt(factor) >= 0.8);
  assert.ok(shareAt(factor - 0.001) < 0.8);
  assert.ok(Math.abs(row.shareBefore! - shareAt(1)) < 1e-6);
});

Deno.test("capacityForTarget() takes less when the longest waits go first", () => {
  const factorOf = (extra: "som_i_dag" | "langst_forst") =>
    capacityForTarget(calibration, { by: "2024-08", share: 0.7, mostFactor: 3, extra })[0].needed.value!
      .factor;
  assert.ok(factorOf("langst_forst") < factorOf("som_i_dag"));
});

Deno.test("capacityForTarget() gives the factors at which the ends of the share's interval reach the target", () => {
  const forecast = evenForecast(["Region Dalarna"]);
  const share = forecast.widths.overShare.map((width) => ({ ...width, share80: 0.05 }));
  const tested = {
    ...calibration,
    forecast: { ...forecast, widths: { ...forecast.widths, overShare: share } },
  };
  const needed = (wanted: number) =>
    capacityForTarget(tested, { by: "2024-08", share: wanted, mostFactor: 3 })[0].needed.value!;
  const { factor, factor80 } = needed(0.8);
  assert.ok(factor80!.low < factor && factor < factor80!.high!);
  // The share's interval is 0.05 of its level 0.4 to each side: as if the target were 2 points lower or higher.
  assert.ok(Math.abs(factor80!.low - needed(0.78).factor) < 0.002);
  assert.ok(Math.abs(factor80!.high! - needed(0.82).factor) < 0.002);
  const [{ needed: far }] = capacityForTarget(tested, {
    by: "2024-08",
    share: 0.8,
    mostFactor: factor + 0.001,
  });
  assert.equal(far.value!.factor80!.high, null);
});

Deno.test("capacityForTarget() gives a reason where no believable plan is enough", () => {
  const [{ needed }] = capacityForTarget(calibration, { by: "2024-05", share: 0.99, mostFactor: 1.05 });
  assert.equal(needed.value, null);
  assert.deepEqual(capacityForTarget({ ...calibration, regions: [] }, { by: "2024-05" }), []);
  assert.match(JSON.stringify(needed), /Målet nås inte till maj 2024 ens med 5 procent fler operationer/);
});

Deno.test("capacityForTarget() refuses a month, a share or a factor that makes no sense", () => {
  assert.throws(() => capacityForTarget(calibration, { by: "2024-04" }), /1–12 months ahead: got 2024-04/);
  assert.throws(() => capacityForTarget(calibration, { by: "2025-05" }), /got 2025-05/);
  assert.throws(() => capacityForTarget(calibration, { by: "2024-08", share: 0 }), /share must lie in/);
  assert.throws(
    () => capacityForTarget(calibration, { by: "2024-08", mostFactor: 9 }),
    /mostFactor must lie/,
  );
});
