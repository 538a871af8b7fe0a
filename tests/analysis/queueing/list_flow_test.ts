import assert from "node:assert/strict";
import { strikeBalance } from "../../../lib/analysis/queueing/mod.ts";

const flow = {
  manad: "2024-04",
  start: 100,
  decisions: { value: 40, low: 38, high: 45 },
  performed: 30,
  withdrawn: 4,
  end: 105,
};

Deno.test("strikeBalance() keeps what is unexplained on a line of its own, with the bounds turned round", () => {
  assert.deepEqual(strikeBalance(flow).rest, { value: -1, low: -6, high: 1 });
});

Deno.test("strikeBalance() leaves undelivered withdrawals in the rest", () => {
  assert.equal(strikeBalance({ ...flow, withdrawn: null }).rest.value, -5);
});
