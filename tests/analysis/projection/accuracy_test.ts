import assert from "node:assert/strict";
import { forecastAccuracy } from "../../../lib/analysis/projection/mod.ts";

Deno.test("forecastAccuracy() gives each measure as worked out by hand", () => {
  const { value } = forecastAccuracy([10, 20], [7, 24], { train: [1, 3, 3, 9], season: 2 });
  assert.equal(value!.mae, 3.5);
  assert.equal(value!.rmse, Math.sqrt(12.5));
  assert.equal(value!.mape.value, (0.3 + 0.2) / 2);
  assert.equal(value!.mase.value, 3.5 / 4);
});

Deno.test("forecastAccuracy() gives reasons, never NaN, where there is nothing to divide by", () => {
  const { value } = forecastAccuracy([0], [3], { train: [5, 5], season: 1 });
  assert.equal(value!.mape.value, null);
  assert.equal(value!.mase.value, null);
  assert.equal(forecastAccuracy([], [], { train: [] }).value, null);
  assert.throws(() => forecastAccuracy([1], [], { train: [] }), /got 1 and 0/);
});
