import assert from "node:assert/strict";
import fc from "fast-check";
import { countBetween } from "../../lib/numeric/mod.ts";

Deno.test("countBetween() counts day 90 inside and day 91 outside a limit of 90", () => {
  const cells = [{ lo: 90, hi: 90, antal: 2 }, { lo: 91, hi: 91, antal: 5 }];
  assert.deepEqual(countBetween(cells, 0, 90), { value: 2, low: 2, high: 2 });
  assert.deepEqual(countBetween(cells, 91, null), { value: 5, low: 5, high: 5 });
});

Deno.test("countBetween() spreads a straddling band evenly over its days, and bounds it", () => {
  const band = [{ lo: 91, hi: 365, antal: 275 }];
  assert.deepEqual(countBetween(band, 181, null), { value: 185, low: 0, high: 275 });
  const open = [{ lo: 366, hi: null, antal: 7 }];
  assert.deepEqual(countBetween(open, 366, null), { value: 7, low: 7, high: 7 });
  assert.deepEqual(countBetween(open, 731, null), { value: 0, low: 0, high: 7, unplaced: true });
  assert.deepEqual(countBetween(open, 0, 730), { value: 7, low: 0, high: 7, unplaced: true });
});

Deno.test("countBetween() adds up over a partition of the days", () => {
  const cell = fc.tuple(fc.nat(400), fc.nat(400), fc.nat(50), fc.boolean()).map(([a, b, antal, open]) => ({
    lo: Math.min(a, b),
    hi: open ? null : Math.max(a, b),
    antal,
  }));
  fc.assert(fc.property(fc.array(cell), fc.nat(400), (cells, limit) => {
    const inside = countBetween(cells, 0, limit), outside = countBetween(cells, limit + 1, null);
    const total = cells.reduce((sum, { antal }) => sum + antal, 0);
    assert.ok(Math.abs(inside.value + outside.value - total) < 1e-6);
    assert.equal(inside.low + outside.high!, total);
    assert.ok(inside.low <= inside.value + 1e-9 && inside.value <= inside.high! + 1e-9);
  }));
});

Deno.test("countBetween() refuses a backward or fractional interval", () => {
  assert.throws(() => countBetween([], 91, 90), RangeError);
  assert.throws(() => countBetween([], 0.5, null), RangeError);
});
