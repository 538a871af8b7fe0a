import assert from "node:assert/strict";
import fc from "fast-check";
import { seededRandom, shareOut } from "../../lib/numeric/mod.ts";

Deno.test("seededRandom() repeats itself for a seed and differs between seeds", () => {
  const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).next);
  assert.deepEqual(draw("a"), draw("a"));
  assert.notDeepEqual(draw("a"), draw("b"));
});

Deno.test("seededRandom() has the moments of its distributions", () => {
  const random = seededRandom("moments");
  const average = (draw: () => number) =>
    Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
  assert.ok(Math.abs(average(random.next) - 0.5) < 0.01);
  assert.ok(Math.abs(average(random.normal)) < 0.03);
  assert.ok(Math.abs(average(() => random.normal() ** 2) - 1) < 0.05);
  assert.ok(Math.abs(average(() => random.poisson(3)) - 3) < 0.06);
  assert.ok(Math.abs(average(() => random.poisson(900)) - 900) < 2);
  assert.ok(Math.abs(average(() => random.pick([1, 0, 3])) - 1.5) < 0.03);
  assert.deepEqual(random.shuffle([1, 2, 3, 4]).sort(), [1, 2, 3, 4]);
});

Deno.test("shareOut() gives whole parts within one of the exact share, that sum to the total", () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
      (total, weights) => {
        const parts = shareOut(total, weights), sum = weights.reduce((a, b) => a + b);
        assert.equal(parts.reduce((a, b) => a + b), total);
        parts.forEach((part, index) => assert.ok(Math.abs(part - total * weights[index] / sum) < 1));
      },
    ),
  );
  assert.throws(() => shareOut(1.5, [1]), RangeError);
  assert.throws(() => shareOut(1, [0]), RangeError);
});
