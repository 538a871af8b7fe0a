import assert from "node:assert/strict";
import { queueLoad } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("queueLoad() is decisions for each operation", () => {
  assert.deepEqual(queueLoad({ count: 27, per: "month" }, { count: 25, per: "month" }), { value: 1.08 });
  assert.deepEqual(queueLoad({ count: 0, per: "month" }, { count: 25, per: "month" }), { value: 0 });
});

Deno.test("queueLoad() says why there is none when nothing was performed", () => {
  const load = queueLoad({ count: 27, per: "month" }, { count: 0, per: "month" });
  assert.deepEqual(load, {
    value: null,
    reason: "Inga operationer utfördes, så belastningen kan inte beräknas",
  });
});
