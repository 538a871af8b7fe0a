import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CubeCell,
  type Dimension,
  DIMENSIONS,
  type DimensionValue,
  rollUp,
} from "../../lib/cube/mod.ts";
import { type JudgedCellColumns, JudgedCells, OPEN } from "../../lib/judge/mod.ts";
import { compareValues } from "../../lib/judge/judged_cells.ts";

type Column = JudgedCellColumns["dimensions"][Dimension];

function everyDimension(make: (name: Dimension) => Column): JudgedCellColumns["dimensions"] {
  return Object.fromEntries(DIMENSIONS.map((name) => [name, make(name)])) as Record<Dimension, Column>;
}

/** Cells as columns. */
function judged(cells: readonly CubeCell[]): JudgedCells {
  const dimension = (name: Dimension) => {
    const values = [...new Set<DimensionValue>(cells.map((cell) => cell[name]))].sort(compareValues);
    return { values, codes: Uint32Array.from(cells, (cell) => values.indexOf(cell[name])) };
  };
  return new JudgedCells({
    dimensions: everyDimension(dimension),
    lo: Int32Array.from(cells, ({ lo }) => lo),
    hi: Int32Array.from(cells, ({ hi }) => hi ?? OPEN),
    antal: Float64Array.from(cells, ({ antal }) => antal),
  });
}

const rowsOf = (cells: JudgedCells) => Array.from({ length: cells.length }, (_, at) => cells.cell(at));
Deno.test("compareValues() orders texts by their UTF-16 units, false before true, and missing values last", () => {
  const names = ["Östersund", "Z", "a", "A", null, "Åre"];
  assert.deepEqual(names.sort(compareValues), ["A", "Z", "a", "Åre", "Östersund", null]);
  assert.deepEqual([null, true, false].sort(compareValues), [false, true, null]);
});

const few = <T>(...values: T[]) => fc.constantFrom(...values);
const cell: fc.Arbitrary<CubeCell> = fc.record({
  manad: few("2024-03", "2024-04"),
  status: few("vantande" as const, "genomforda" as const),
  region: few("Region Dalarna", "Region Uppsala"),
  sjukhus: few(null, "Mora lasarett", "__proto__", "constructor"),
  vardutbud: few(null, "Gråstarr", "Höftprotes"),
  agarform: few(null, "privat" as const),
  avvikelse: few(null, "PvV" as const),
  vardgaranti: few(null, true, false),
  hemregion: few(null, "Region Dalarna"),
  lo: few(0, 31, 5000, 3_000_000),
  hi: few(null, 30, 6000, 2 ** 31 - 2),
  antal: fc.integer({ min: 1, max: 2 ** 40 }),
}, { noNullPrototype: true });

Deno.test("JudgedCells.cell() gives every cell back", () => {
  fc.assert(fc.property(fc.array(cell, { maxLength: 50 }), (cells) => {
    assert.deepEqual(rowsOf(judged(cells)), cells);
  }));
});

Deno.test("JudgedCells.roll() adds up as rollUp() does, with the first day told apart or not", () => {
  const by = fc.subarray([...DIMENSIONS], { maxLength: 4 });
  fc.assert(fc.property(fc.array(cell, { maxLength: 50 }), by, fc.boolean(), (cells, by, days) => {
    const sorted = (rows: readonly object[]) =>
      rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
    const alike = cells.map((cell) => ({ ...cell, lo: days ? cell.lo : 0, hi: 0 }));
    const expected = rollUp(alike, by).map(({ hi: _, ...row }) => row);
    assert.deepEqual(sorted(judged(cells).roll(by, days)), sorted(expected));
  }));
});
