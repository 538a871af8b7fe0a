import assert from "node:assert/strict";
import fc from "fast-check";
import { chiSquareTail, normalQuantile } from "../../lib/numeric/mod.ts";

Deno.test("normalQuantile() gives the published percentage points of AS 241", () => {
  for (
    const [p, expected] of [
      [0.25, -0.6744897501960817],
      [0.001, -3.090232306167813],
      [1e-20, -9.262340089798408],
      [0.5, 0],
      [0.975, 1.959963984540054],
    ]
  ) assert.ok(Math.abs(normalQuantile(p) - expected) <= 4e-15 * Math.max(1, Math.abs(expected)), `${p}`);
});

Deno.test("normalQuantile() is the inverse of the normal tail", () => {
  fc.assert(fc.property(fc.double({ min: 1e-12, max: 0.49, noNaN: true }), (p) => {
    const tail = chiSquareTail(normalQuantile(p) ** 2, 1) / 2; // a squared normal variable is chi-square with 1 df
    assert.ok(Math.abs(tail / p - 1) < 1e-11, `${p}: ${tail}`);
  }));
});

Deno.test("normalQuantile() refuses what is no probability inside (0, 1)", () => {
  for (const p of [0, 1, -1, NaN]) assert.throws(() => normalQuantile(p), RangeError);
});
