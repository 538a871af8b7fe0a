import assert from "node:assert/strict";
import fc from "fast-check";
import { convertRate, listSizeForTarget, targetQueueSize } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("targetQueueSize() is demand times the target's mean wait", () => {
  const share = 1 - Math.exp(-4); // a quarter of the days
  assert.ok(Math.abs(targetQueueSize({ count: 7, per: "week" }, { share, days: 40 }) - 10) < 1e-9);
  assert.equal(targetQueueSize({ count: 0, per: "week" }, { share, days: 40 }), 0);
});

Deno.test("listSizeForTarget() holds as many as targetQueueSize(), and as many leave it as come", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 500, noNaN: true }),
      fc.double({ min: 0.1, max: 0.99, noNaN: true }),
      (count, share) => {
        const additions = { count, per: "month" } as const, target = { share, days: 90 };
        const { leaving, listSize } = listSizeForTarget(additions, target);
        assert.ok(Math.abs(listSize / targetQueueSize(additions, target) - 1) < 1e-12);
        assert.ok(Math.abs(leaving.count * listSize / count - 1) < 1e-12);
        assert.equal(convertRate(leaving, leaving.per).per, "month");
      },
    ),
  );
});
