import assert from "node:assert/strict";
import { bandRowLayout } from "../../lib/contract/mod.ts";
import { sentinelFindings, type TypedRow } from "../../lib/plausibility/mod.ts";
import { delivered, READING, row } from "./_rows.ts";

const said = (...rows: TypedRow[]) =>
  sentinelFindings(delivered(rows)).map(({ says }) => says.split("andra: ")[1]);

Deno.test("sentinelFindings() stops at a count that stands for a missing value, and says where it is", () => {
  const falun = row("Falu lasarett", [30, 20, 10, 5, 1]);
  const [stop] = sentinelFindings(delivered([falun, row("Mora lasarett", [12, 8, 9, 10, 9999])]));
  assert.deepEqual([stop.level, stop.first, stop.option], ["stop", "fil.csv:3:d366", "godta-antal"]);
  for (const sign of [99999, 999999, 88888, 7777, 32767, 2147483647, -1, -9, -99]) {
    assert.deepEqual(said(falun, row("Mora lasarett", [12, sign])), [`${sign} i fil.csv:3:d31_60`]);
  }
  assert.deepEqual(said(falun, row("Mora lasarett", [12, 8], { pvv: 9999 })), ["9999 i fil.csv:3:pvv"]);
  assert.deepEqual(said(row("Mora lasarett", [30, 9999, 9999])), [
    "9999 i fil.csv:2:d31_60; 9999 i fil.csv:2:d61_90",
  ]);
});

Deno.test("sentinelFindings() keeps a count that may be true", () => {
  assert.deepEqual(said(row(null, [9999, 3400]), row(null, [3000, 2000], { region: "Region Uppsala" })), []);
  assert.deepEqual(said(row(null, [9999, 3333])).length, 1, "three times as large as the others");
  assert.deepEqual(said(row(null, [3000, 20]), row("Mora lasarett", [12, 8, 9998])), []);
  assert.deepEqual(said(row(null, [], { antal: 9999 })), [], "nothing to compare it with");
  assert.deepEqual(said(row(null, [999, 1])), [], "three nines are a usual count");
});

Deno.test("sentinelFindings() stops at a band that is more than the row's count of all", () => {
  assert.deepEqual(said(row(null, [9999, 9000], { antal: 9041 })), ["9999 i fil.csv:2:d0_30"]);
  assert.deepEqual(said(row(null, [9999, 9000], { antal: 18999 })), []);
});

Deno.test("sentinelFindings() compares with the same band where each has a row of its own", () => {
  const reading = { ...READING, layout: bandRowLayout() };
  const bands = (name: string, ...counts: number[]) =>
    counts.map((antal, index) => ({ ...row(name, []), band: ["0-30", "31-60"][index], antal }));
  const found = (rows: TypedRow[]) => sentinelFindings(delivered(rows, { reading, cells: [] })).length;
  assert.equal(found([...bands("Mora lasarett", 12, 9999), ...bands("Falu lasarett", 3400, 20)]), 1);
  assert.equal(found([...bands("Mora lasarett", 12, 9999), ...bands("Falu lasarett", 20, 3400)]), 0);
});
