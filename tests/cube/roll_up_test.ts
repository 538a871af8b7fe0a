import assert from "node:assert/strict";
import fc from "fast-check";
import { type CubeCell, type Dimension, DIMENSIONS, groupCells, rollUp } from "../../lib/cube/mod.ts";
import { countContacts } from "../../lib/numeric/mod.ts";

const cell = (some: Partial<CubeCell>): CubeCell => ({
  manad: "2024-04",
  status: "vantande",
  region: "Region Dalarna",
  sjukhus: null,
  vardutbud: null,
  agarform: null,
  avvikelse: null,
  vardgaranti: true,
  hemregion: null,
  lo: 1,
  hi: 1,
  antal: 1,
  ...some,
});

Deno.test("groupCells() keeps every cell, in groups by first appearance", () => {
  const cells = [
    cell({ sjukhus: "B" }),
    cell({ sjukhus: "A" }),
    cell({ sjukhus: "B", lo: 5, hi: 5 }),
    cell({ sjukhus: null }),
  ];
  const groups = groupCells(cells, ["sjukhus"]);
  assert.deepEqual(groups.map(({ key }) => key), [{ sjukhus: "B" }, { sjukhus: "A" }, { sjukhus: null }]);
  assert.deepEqual(groups[0].cells, [cells[0], cells[2]]);
  assert.deepEqual(groupCells([], ["sjukhus"]), []);
  assert.deepEqual(groupCells(cells, []).map((group) => group.cells.length), [4]);
});

Deno.test("groupCells() tells a missing value from a value of the same spelling", () => {
  assert.equal(groupCells([cell({ sjukhus: "null" }), cell({ sjukhus: null })], ["sjukhus"]).length, 2);
});

Deno.test("rollUp() merges cells of the same days only, and an open band is not a closed one", () => {
  const cells = [
    cell({ lo: 0, hi: 30 }),
    cell({ lo: 0, hi: null }),
    cell({ lo: 0, hi: 30, sjukhus: "A", antal: 4 }),
  ];
  assert.deepEqual(rollUp(cells, ["region"]), [
    { region: "Region Dalarna", lo: 0, hi: 30, antal: 5 },
    { region: "Region Dalarna", lo: 0, hi: null, antal: 1 },
  ]);
});

Deno.test("rollUp() conserves contacts in whatever dimensions, and rolled up twice is the same as at once", () => {
  const any = fc.record({
    sjukhus: fc.constantFrom(null, "A", "B", "null"),
    avvikelse: fc.constantFrom(null, "PvV" as const),
    vardgaranti: fc.constantFrom(null, true, false),
    lo: fc.nat(3),
    antal: fc.nat(9),
  }).map((some) => cell({ ...some, hi: some.lo === 3 ? null : some.lo }));
  fc.assert(fc.property(fc.array(any), fc.subarray([...DIMENSIONS]), (cells, by: Dimension[]) => {
    const rolled = rollUp(cells, by);
    assert.equal(countContacts(rolled), countContacts(cells));
    assert.deepEqual(rollUp(rollUp(cells, DIMENSIONS), by), rolled);
  }));
});
