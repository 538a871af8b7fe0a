import assert from "node:assert/strict";
import fc from "fast-check";
import { chiSquareTail } from "../../lib/numeric/mod.ts";

Deno.test("chiSquareTail() is e^(-x/2) with two degrees of freedom and its closed sum with any even number", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 1, max: 10 }), (x, half) => {
      let term = Math.exp(-x / 2), sum = 0;
      for (let k = 0; k < half; k++) {
        sum += term;
        term *= x / 2 / (k + 1);
      }
      assert.ok(Math.abs(chiSquareTail(x, 2 * half) - sum) <= 1e-13 + 1e-12 * sum, `${x}, ${2 * half}`);
    }),
  );
});

Deno.test("chiSquareTail() gives the printed points of a chi-square table", () => {
  assert.equal(chiSquareTail(6.634896601021213, 1).toFixed(10), "0.0100000000");
  assert.equal(chiSquareTail(11.070497693516351, 5).toFixed(10), "0.0500000000");
  assert.equal(chiSquareTail(0, 3), 1);
});

Deno.test("chiSquareTail() refuses a negative value and degrees of freedom that are not whole", () => {
  assert.throws(() => chiSquareTail(-1, 1), RangeError);
  assert.throws(() => chiSquareTail(Infinity, 1), RangeError);
  assert.throws(() => chiSquareTail(1, 0.5), RangeError);
});
