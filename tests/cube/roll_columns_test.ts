import assert from "node:assert/strict";
import fc from "fast-check";
import {
  packCells,
  PACKED_DIMENSIONS,
  type PackedCell,
  rollColumns,
  rollUp,
  unpackColumns,
} from "../../lib/cube/mod.ts";

const cell = fc.record({
  manad: fc.constantFrom("2023-12", "2024-01"),
  status: fc.constantFrom("vantande" as const, "genomforda" as const),
  region: fc.constantFrom("Region Dalarna", "Region Uppsala"),
  sjukhus: fc.constantFrom("Mora lasarett", null),
  vardutbud: fc.constantFrom("Gråstarr", "Gallsten", null),
  agarform: fc.constantFrom("offentlig" as const, "privat" as const),
  avvikelse: fc.constantFrom("PvV" as const, null),
  vardgaranti: fc.constantFrom(true, false, null),
  lo: fc.nat(3),
  days: fc.option(fc.nat(2)),
  antal: fc.nat(9),
}).map(({ days, ...cell }): PackedCell => ({ ...cell, hi: days === null ? null : cell.lo + days }));

Deno.test("rollColumns() gives what filter and rollUp() give", () => {
  const by = fc.subarray([...PACKED_DIMENSIONS]);
  const vardutbud = fc.constantFrom("Gråstarr", "Knäled protes", null, undefined);
  fc.assert(fc.property(fc.array(cell), by, vardutbud, (cells, by, vardutbud) => {
    const where = vardutbud === undefined ? {} : { vardutbud };
    const rolled = rollColumns(unpackColumns(packCells(cells)), { by, where });
    const chosen = cells.filter((cell) => vardutbud === undefined || cell.vardutbud === vardutbud);
    const nothing = Object.fromEntries(PACKED_DIMENSIONS.map((name) => [name, null]));
    const expected = rollUp(chosen, by).map((cell) => ({ ...nothing, ...cell }));
    const sorted = (all: readonly object[]) =>
      all.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
    assert.deepEqual(sorted(rolled), sorted(expected));
  }));
});

Deno.test("rollColumns() refuses more combinations than whole numbers can tell apart", () => {
  const columns = unpackColumns(packCells([]));
  const names = columns.names.map(() => Array.from({ length: 1e4 }, (_, number) => String(number)));
  assert.throws(() => rollColumns({ ...columns, names }, { by: PACKED_DIMENSIONS }), {
    name: "RangeError",
    message: /at most 2\^53: got \d/,
  });
});
