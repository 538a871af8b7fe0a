import assert from "node:assert/strict";
import { seasonalChanges, seasonalNaive } from "../../../lib/analysis/projection/mod.ts";

Deno.test("seasonalNaive() repeats the last season, and is less sure of the next", () => {
  const { value } = seasonalNaive([10, 20, 14, 20], { horizon: 4, season: 2 });
  assert.deepEqual(value!.map((point) => point.value), [14, 20, 14, 20]);
  const widths = value!.map(({ low, high }) => high - low);
  assert.ok(Math.abs(widths[2] / widths[0] - Math.SQRT2) < 1e-12);
  assert.equal(widths[0], widths[1]);
});

Deno.test("seasonalNaive() tells why a series of one season gives nothing", () => {
  const forecast = seasonalNaive([1, 2], { horizon: 1, season: 2 });
  assert.equal(forecast.value, null);
  assert.deepEqual(forecast, { value: null, reason: "Prognosen kräver mer än 2 perioder; serien har 2" });
  assert.deepEqual(seasonalChanges([1, 2], 2), []);
});

Deno.test("seasonalNaive() refuses a horizon, a season or a level that makes no sense", () => {
  assert.throws(() => seasonalNaive([1, 2], { horizon: 0 }), /horizon must be a whole number >= 1: got 0/);
  assert.throws(() => seasonalNaive([1, 2], { horizon: 1, season: 1.5 }), /season must be a whole/);
  assert.throws(() => seasonalNaive([1, 2], { horizon: 1, season: 1, level: 1 }), RangeError);
});
