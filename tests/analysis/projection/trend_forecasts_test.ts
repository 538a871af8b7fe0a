import assert from "node:assert/strict";
import fc from "fast-check";
import { driftForecast, holtForecast } from "../../../lib/analysis/projection/mod.ts";

Deno.test("driftForecast() goes on by the mean step, by hand", () => {
  assert.deepEqual(driftForecast([100, 90, 106], 3).value, [109, 112, 115]);
  assert.equal(driftForecast([100], 3).value, null);
  assert.throws(() => driftForecast([1, 2], 0), /horizon must be a whole number >= 1/);
});

Deno.test("holtForecast() by hand: one error, with and without damping", () => {
  // level 12, trend 2; 20 is 6 more than 14: level 14 + 3, trend 2 + 1.5
  const { value } = holtForecast([10, 12, 20], 2, { alpha: 0.5, beta: 0.5 });
  assert.deepEqual(value, { level: 17, trend: 3.5, squaredErrors: 36, ahead: [20.5, 24] });
  // damped by half: 20 is 7 more than 13: level 13 + 3.5, trend 1 + 1.75; ahead half and a quarter of it
  const damped = holtForecast([10, 12, 20], 2, { alpha: 0.5, beta: 0.5, phi: 0.5 }).value;
  assert.deepEqual(damped, { level: 16.5, trend: 2.75, squaredErrors: 49, ahead: [17.875, 18.5625] });
});

Deno.test("holtForecast() finds weights no worse than any on its grid, and goes on with a line", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 20 }), (series) => {
      const best = holtForecast(series, 1).value!;
      for (const alpha of [0.1, 0.5, 1]) {
        for (const beta of [0, 0.5, 1]) {
          assert.ok(
            best.squaredErrors <= holtForecast(series, 1, { alpha, beta }).value!.squaredErrors + 1e-9,
          );
        }
      }
    }),
    { numRuns: 40 },
  );
  assert.equal(holtForecast([1, 2], 1).value, null);
  assert.throws(() => holtForecast([1, 2, 3], 1, { phi: 2 }), /phi must lie in/);
});
