import assert from "node:assert/strict";
import { exponentialSmoothing } from "../../../lib/analysis/projection/mod.ts";

Deno.test("exponentialSmoothing() stays at a constant, and with alpha 1 at the last value", () => {
  assert.deepEqual(exponentialSmoothing([7, 7, 7], 0.3).value, { level: 7, squaredErrors: 0 });
  assert.deepEqual(exponentialSmoothing([1, 5, 2], 1).value, { level: 2, squaredErrors: 16 + 9 });
});

Deno.test("exponentialSmoothing() has no level for an empty series, and refuses an alpha outside (0, 1]", () => {
  assert.equal(exponentialSmoothing([], 0.3).value, null);
  assert.throws(() => exponentialSmoothing([1], 0), /alpha must lie in \(0, 1\]: got 0/);
});
