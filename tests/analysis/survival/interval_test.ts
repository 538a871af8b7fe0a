import assert from "node:assert/strict";
import fc from "fast-check";
import { proportionEstimate } from "../../../lib/analysis/survival/mod.ts";

Deno.test("proportionEstimate() keeps the interval in [0, 1], around the value, and widens it with the level", () => {
  const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(fc.property(inside, fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (value, standardError) => {
    for (const scale of ["log", "log-log"] as const) {
      const narrow = proportionEstimate(value, standardError, { scale, level: 0.8 }).interval.value!;
      const wide = proportionEstimate(value, standardError, { scale }).interval.value!;
      assert.ok(0 <= wide.low && wide.low <= narrow.low && narrow.low <= value);
      assert.ok(value <= narrow.high && narrow.high <= wide.high && wide.high <= 1);
    }
  }));
});

Deno.test("proportionEstimate() says why a share of 0 or 1 has no interval", () => {
  const reason = "Andelen är exakt 0 eller 1, så osäkerheten kan inte beräknas";
  for (const value of [0, 1]) {
    assert.deepEqual(proportionEstimate(value, 0).interval, { value: null, reason });
  }
});

Deno.test("proportionEstimate() refuses a level of 1", () => {
  assert.throws(() => proportionEstimate(0.5, 0.1, { level: 1 }), RangeError);
});
