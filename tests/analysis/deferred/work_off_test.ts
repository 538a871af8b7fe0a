import assert from "node:assert/strict";
import { type DeferredCare, workOff } from "../../../lib/analysis/deferred/mod.ts";

const row = (region: string | null, manad: string, missing: number, cumulated: number) => {
  const count = { count: 100 - missing, expected: 100, missing, cumulated, standardError: 25 };
  return { region, manad, performed: count, decisions: { ...count, cumulated: 999 } };
};
const care: DeferredCare = {
  baseline: { from: "2022-01", to: "2022-12" },
  absent: [],
  missing: [],
  rows: [
    row("Region Dalarna", "2023-01", 40, 40),
    row("Region Dalarna", "2023-02", 20, 60),
    row("Region Uppsala", "2023-01", 10, 10),
    row("Region Uppsala", "2023-02", -10, 0),
  ],
};

Deno.test("workOff() spreads the last month's cumulated operations, and tells where there is no debt", () => {
  const [dalarna, uppsala] = workOff(care, 6);
  assert.deepEqual(dalarna.workOff.value, { debt: 60, extraPerMonth: 10, share: 0.1, months: 6 });
  assert.equal(uppsala.workOff.value, null);
  assert.match(JSON.stringify(uppsala.workOff), /Ingen vårdskuld/);
  assert.deepEqual(workOff({ ...care, rows: [] }, 6), []);
});

Deno.test("workOff() says between which numbers the debt lies, and whether that could be chance", () => {
  const [dalarna, uppsala] = workOff(care, 6);
  assert.ok(Math.abs(dalarna.interval!.low - (60 - 1.959964 * 25)) < 1e-4);
  assert.deepEqual([dalarna.beyondChance, uppsala.beyondChance], [true, false]);
});

Deno.test("workOff() refuses months that make no sense", () => {
  assert.throws(() => workOff(care, 0), /months must be a whole number >= 1: got 0/);
});
