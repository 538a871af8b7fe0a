import assert from "node:assert/strict";
import { waitingListPressure } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("waitingListPressure() changes zone above 1 and above 2, not at them", () => {
  assert.deepEqual(waitingListPressure(0, 90), { value: 0, zone: "within" });
  assert.deepEqual(waitingListPressure(45, 90), { value: 1, zone: "within" });
  assert.equal(waitingListPressure(46, 90).zone, "strained");
  assert.deepEqual(waitingListPressure(90, 90), { value: 2, zone: "strained" });
  assert.equal(waitingListPressure(91, 90).zone, "overloaded");
});

Deno.test("waitingListPressure() refuses a target of no days", () => {
  assert.throws(() => waitingListPressure(1, 0), RangeError);
  assert.throws(() => waitingListPressure(-1, 90), RangeError);
});
