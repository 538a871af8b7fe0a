import assert from "node:assert/strict";
import fc from "fast-check";
import { exponentialExceedance, targetFactor, targetMeanWait } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("targetFactor() derives the factor from the share: half inside means ln 2", () => {
  assert.equal(targetFactor({ share: 0.5, days: 90 }), Math.LN2);
});

Deno.test("exponentialExceedance() at the target's mean wait leaves exactly the rest of the share outside", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.integer({ min: 1, max: 730 }),
      (share, days) => {
        const over = exponentialExceedance(days, targetMeanWait({ share, days }));
        assert.ok(Math.abs(over - (1 - share)) < 1e-12);
      },
    ),
  );
});

Deno.test("targets that make no sense are refused", () => {
  for (const share of [0, 1, 92, NaN]) assert.throws(() => targetFactor({ share, days: 90 }), RangeError);
  assert.throws(() => targetMeanWait({ share: 0.92, days: 0 }), RangeError);
  assert.throws(() => exponentialExceedance(-1, 1), RangeError);
  assert.throws(() => exponentialExceedance(1, 0), RangeError);
});
