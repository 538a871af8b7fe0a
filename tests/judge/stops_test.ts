import assert from "node:assert/strict";
import type { RejectedRecord } from "../../lib/judge/mod.ts";
import { stopFindings } from "../../lib/judge/stops.ts";
import type { SlotShape } from "../../lib/plausibility/mod.ts";

const record = (...rules: string[]): RejectedRecord => (
  { file: "x.csv", line: 2, column: 1, rules, says: rules, cells: null }
);
const times = (count: number, made: RejectedRecord) => Array.from({ length: count }, () => made);
const status = {
  rule: "status_ogiltigt",
  level: "error",
  says: "status ska vara känd",
  count: 9,
  first: null,
} as const;
const stops = (loaded: number, rejected: RejectedRecord[], minAccepted?: number) =>
  stopFindings({ loaded, rejected, findings: [status], shapes: [] }, { minAccepted });

Deno.test("stopFindings() stops a delivery with less accepted than it must, and names the most common cause", () => {
  assert.deepEqual(stops(90, times(10, record("status_ogiltigt"))), []);
  const [stop] = stops(89, [
    ...times(7, record("status_ogiltigt", "manad_saknas")),
    ...times(4, record("manad_saknas")),
  ]);
  assert.deepEqual([stop.rule, stop.level, stop.count, stop.first], ["for_fa_godtagna", "stop", 11, null]);
  assert.match(
    stop.says,
    /bara 89 av 100 rader kan godtas, och minst 90\u00a0% .* i 11 av 11 .*: manad_saknas\./,
  );
  assert.match(
    stops(80, times(20, record("status_ogiltigt")))[0].says,
    /i 20 av 20 .*: status ska vara känd\. .*--minst-godtaget 0\.8$/,
  );
});

Deno.test("stopFindings() lets fewer than ten rejected records stop nothing while more are accepted", () => {
  assert.deepEqual(stops(10, times(9, record("status_ogiltigt"))), []);
  assert.equal(stops(9, times(9, record("status_ogiltigt"))).length, 1);
  assert.equal(stops(11, times(10, record("status_ogiltigt"))).length, 1);
  assert.deepEqual(stops(1, times(99, record("status_ogiltigt")), 0.01), []);
});

Deno.test("stopFindings() keeps to a share that is given, however few records are rejected", () => {
  const few = times(2, record("status_ogiltigt"));
  assert.deepEqual(stops(8, few), []);
  assert.equal(stops(8, few, 0.9).length, 1);
  assert.deepEqual(stops(8, few, 0.8), []);
});

Deno.test("stopFindings() stops months that have not begun on the day of the load", () => {
  const shape = (manad: string, rows: number) => ({ manad, rows }) as SlotShape;
  const shapes = [shape("2024-04", 5), shape("2024-06", 1000), shape("2024-05", 1), shape("2024-06", 234)];
  const found = (today?: string) =>
    stopFindings({ loaded: 9, rejected: [], findings: [], shapes }, { minAccepted: 0.9, today });
  assert.deepEqual(found(), []);
  assert.deepEqual(found("2024-06-01"), []);
  const [{ rule, level, count, says }] = found("2024-04-30");
  assert.deepEqual([rule, level, count], ["manad_i_framtiden", "stop", 1235]);
  assert.match(says, /dagens datum är 2024-04-30: 2024-05 \(1 rad\), 2024-06 \(1\u00a0234 rader\)\./);
});
