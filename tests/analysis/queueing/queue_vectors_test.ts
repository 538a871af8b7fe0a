/**
 * The exact queue results of queue.json (textbook M/M/c), where that file is present beside the project.
 *
 * @module
 */
import assert from "node:assert/strict";
import { erlangC } from "../../../lib/analysis/queueing/mod.ts";
import { readVectors, type Vector } from "../_vectors.ts";

type ErlangVector = Vector<
  { arrival_rate: number; service_rate_per_server: number; servers: number; t: number },
  { load: number; prob_wait: number; mean_wait: number; mean_queue: number; prob_wait_over_t: number }
>;

Deno.test("erlangC() gives every value of queue.json", async () => {
  const methods = await readVectors("queue.json", "method");
  if (!methods) return;
  assert.deepEqual([...methods.keys()], ["erlang_c"]);
  for (const { id, inputs, expected, tolerance } of methods.get("erlang_c") as readonly ErlangVector[]) {
    const queue = erlangC(
      { count: inputs.arrival_rate, per: "day" },
      { count: inputs.service_rate_per_server, per: "day" },
      { servers: inputs.servers, limitDays: inputs.t },
    );
    const actual = {
      load: queue.load,
      prob_wait: queue.probabilityOfWait.value!,
      mean_wait: queue.meanWaitDays.value!,
      mean_queue: queue.meanQueue.value!,
      prob_wait_over_t: queue.shareOver.value!,
    };
    for (const key of Object.keys(actual) as (keyof typeof actual)[]) {
      assert.ok(Math.abs(actual[key] - expected[key]) <= tolerance, `${id} ${key}: ${actual[key]}`);
    }
  }
});
