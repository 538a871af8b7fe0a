/**
 * The reference forecasts of forecast.json (R forecast), where that file is present beside the project.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  exponentialSmoothing,
  forecastAccuracy,
  seasonalNaive,
} from "../../../lib/analysis/projection/mod.ts";
import { readVectors, type Vector } from "../_vectors.ts";

type Naive = Vector<
  { y: number[]; season: number; h: number; levels: [80, 95] },
  Record<"mean" | "lo80" | "hi80" | "lo95" | "hi95", number[]>
>;
type Smoothing = Vector<{ y: number[]; alpha: number }, { final_level: number; sse: number }>;
type Errors = Vector<
  { train: number[]; test: number[]; forecast: number[]; season: number },
  Record<"mae" | "rmse" | "mape_pct" | "mase", number>
>;

Deno.test("the baselines give every value of forecast.json", async () => {
  const methods = await readVectors("forecast.json", "method");
  if (!methods) return;
  assert.deepEqual([...methods.keys()], [
    "seasonal_naive",
    "simple_exponential_smoothing",
    "accuracy",
  ]);
  const near = (actual: number, expected: number, tolerance: number, what: string) =>
    assert.ok(
      Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
      `${what}: ${actual}`,
    );
  for (const { id, inputs, expected, tolerance } of methods.get("seasonal_naive") as readonly Naive[]) {
    const { y, season, h: horizon } = inputs;
    for (const level of inputs.levels) {
      const points = seasonalNaive(y, { horizon, season, level: level / 100 }).value!;
      points.forEach(({ value, low, high }, index) => {
        near(value, expected.mean[index], tolerance, `${id} mean`);
        near(low, expected[`lo${level}`][index], tolerance, `${id} low ${level}`);
        near(high, expected[`hi${level}`][index], tolerance, `${id} high ${level}`);
      });
      assert.equal(points.length, expected.mean.length);
    }
  }
  const smoothings = methods.get("simple_exponential_smoothing") as readonly Smoothing[];
  for (const { id, inputs, expected, tolerance } of smoothings) {
    const { level, squaredErrors } = exponentialSmoothing(inputs.y, inputs.alpha).value!;
    near(level, expected.final_level, tolerance, `${id} level`);
    near(squaredErrors, expected.sse, tolerance, `${id} squared errors`);
  }
  for (const { id, inputs, expected, tolerance } of methods.get("accuracy") as readonly Errors[]) {
    const { mae, rmse, mape, mase } = forecastAccuracy(inputs.test, inputs.forecast, inputs).value!;
    near(mae, expected.mae, tolerance, `${id} mae`);
    near(rmse, expected.rmse, tolerance, `${id} rmse`);
    near(100 * mape.value!, expected.mape_pct, tolerance, `${id} mape`);
    near(mase.value!, expected.mase, tolerance, `${id} mase`);
  }
});
