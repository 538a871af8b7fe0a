import assert from "node:assert/strict";
import { forecastWeights, relativeErrors } from "../../../lib/analysis/projection/mod.ts";

const trial = (horizon: number, errors: (number | null)[], measure = "waiting") => ({
  measure,
  horizon,
  errors,
});

Deno.test("relativeErrors() compares a forecast in the trials that it has, by hand", () => {
  // The third was tried once, when the mean was 20: 20/20. The first: 10 + 10 of 15 + 20, the second: 20 + 30 of them.
  const [errors] = relativeErrors([trial(1, [10, 20, null]), trial(1, [10, 30, 20])], { horizons: 1 });
  assert.deepEqual(errors.map((error) => error!.toFixed(4)), ["0.5714", "1.4286", "1.0000"]);
});

Deno.test("relativeErrors() lets near horizons tell of one that has no trials, and nearer ones more", () => {
  const trials = [trial(1, [10, 30]), trial(9, [30, 10])];
  const best = relativeErrors(trials, { horizons: 12 }).map(([first, second]) =>
    first! < second! ? "first" : "second"
  );
  // Between 1 and 9 months the middle is 3, where the logarithms are as far from both.
  assert.deepEqual([best[0], best[1], best[3], best[11]], ["first", "first", "second", "second"]);
});

Deno.test("relativeErrors() gives measures the same say, however large their errors are", () => {
  const [errors] = relativeErrors([trial(1, [1, 3]), trial(1, [3000, 1000], "over")], { horizons: 1 });
  assert.ok(Math.abs(errors[0]! - errors[1]!) < 1e-9);
});

Deno.test("relativeErrors() are drawn towards 1 by trials in which all were alike", () => {
  const [[first]] = relativeErrors([trial(1, [10, 30])], { horizons: 1, alike: 1 });
  assert.equal(first!.toFixed(6), Math.sqrt(0.5).toFixed(6)); // one trial at a half, one at 1
});

Deno.test("forecastWeights() sum to 1, leave out what there is not, and are even without trials", () => {
  const [weights] = forecastWeights([trial(1, [10, 20, 5])], { horizons: 1, there: [true, true, false] });
  assert.equal(weights[2], 0);
  assert.ok(
    Math.abs(weights[0] + weights[1] - 1) < 1e-12 && Math.abs(weights[0] / weights[1] - 2 ** 6) < 1e-6,
  );
  assert.deepEqual(forecastWeights([], { horizons: 2, there: [true, true] }), [[0.5, 0.5], [0.5, 0.5]]);
});

Deno.test("forecastWeights() are finite where a forecast has been exact", () => {
  const [[exact, other]] = forecastWeights([trial(1, [0, 20])], { horizons: 1, there: [true, true] });
  assert.ok(exact > 0.999 && other >= 0);
});
