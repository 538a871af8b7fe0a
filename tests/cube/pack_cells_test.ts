import assert from "node:assert/strict";
import fc from "fast-check";
import { packCells, type PackedCell, unpackCells } from "../../lib/cube/mod.ts";

const cell: PackedCell = {
  manad: "2024-04",
  status: "vantande",
  region: "Region Dalarna",
  sjukhus: "Falu lasarett",
  vardutbud: null,
  agarform: "offentlig",
  avvikelse: "PvV",
  vardgaranti: true,
  lo: 0,
  hi: 30,
  antal: 1,
};

const cells = fc.array(
  fc.record({
    manad: fc.constantFrom("2023-12", "2024-01"),
    status: fc.constantFrom("vantande" as const, "genomforda" as const),
    region: fc.string(),
    sjukhus: fc.option(fc.string()),
    vardutbud: fc.option(fc.string()),
    agarform: fc.constantFrom("offentlig" as const, "privat" as const, null),
    avvikelse: fc.constantFrom("PvV" as const, "MoV" as const, null),
    vardgaranti: fc.constantFrom(true, false, null),
    lo: fc.nat(4000),
    days: fc.option(fc.nat(400)),
    antal: fc.nat(2 ** 30),
  }).map(({ days, ...cell }): PackedCell => ({ ...cell, hi: days === null ? null : cell.lo + days })),
);

Deno.test("unpackCells() gives every cell that packCells() took", () => {
  const sorted = (all: readonly PackedCell[]) =>
    all.map((cell) => JSON.stringify(Object.entries(cell).sort())).sort();
  fc.assert(fc.property(cells, (all) => {
    assert.deepEqual(sorted(unpackCells(packCells(all))), sorted(all));
  }));
});

Deno.test("packCells() gives the same bytes whatever the order of the cells", () => {
  const other: PackedCell = { ...cell, manad: "2024-03", hi: null, lo: 366, antal: 300 };
  assert.deepEqual(packCells([cell, other]), packCells([other, cell]));
});

Deno.test("unpackCells() refuses bytes that end too early and numbers without a name", () => {
  const packed = packCells([cell]);
  assert.throws(() => unpackCells({ ...packed, bytes: packed.bytes.slice(0, -1) }), RangeError);
  assert.throws(() => unpackCells({ ...packed, names: packed.names.map(() => []) }), {
    name: "RangeError",
    message: /status must be one of 0 names: got number 0/,
  });
});
