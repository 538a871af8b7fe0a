import assert from "node:assert/strict";
import fc from "fast-check";
import { geometricProfile, listInBalance } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("listInBalance() operates nobody who is not there", () => {
  assert.deepEqual(listInBalance({ additions: 10, leaving: [0.5, 0], operations: [8, 3] }), {
    waiting: [0, 0],
    operated: [5, 0],
  });
});

Deno.test("listInBalance() refuses shares outside [0, 1], negative counts and unequal lengths", () => {
  assert.throws(() => listInBalance({ additions: 10, leaving: [1.1], operations: [1] }), RangeError);
  assert.throws(() => listInBalance({ additions: 10, leaving: [0.1], operations: [-1] }), RangeError);
  assert.throws(() => listInBalance({ additions: 10, leaving: [0.1], operations: [] }), RangeError);
});

Deno.test("geometricProfile() shares out the whole", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      (stay, periods) => {
        const profile = geometricProfile(stay, periods);
        assert.equal(profile.length, periods);
        assert.ok(Math.abs(profile.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
        assert.ok(profile.every((share) => share >= 0));
      },
    ),
  );
});

Deno.test("geometricProfile() refuses a chance above 1 and no periods", () => {
  assert.throws(() => geometricProfile(1.1, 3), RangeError);
  assert.throws(() => geometricProfile(0.5, 0), RangeError);
});
