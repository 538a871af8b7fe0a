import assert from "node:assert/strict";
import { exitCells } from "../../../lib/analysis/survival/mod.ts";

Deno.test("exitCells() keeps weights and late entries", () => {
  assert.deepEqual(exitCells([{ days: 7, outcome: "waiting", entryDays: 3, weight: 2.5 }]), [
    { lo: 7, hi: 7, antal: 2.5, outcome: "waiting", entryDays: 3 },
  ]);
});
