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

type Column = JudgedCellColumns["dimensions"][Dimension];

function everyDimension(make: (name: Dimension) => Column): JudgedCellColumns["dimensions"] {
  return Object.fromEntries(DIMENSIONS.map((name) => [name, make(name)])) as Record<Dimension, Column>;
}

/** Cells as columns, their values numbered as they are met. */
function judged(cells: readonly CubeCell[]): JudgedCells {
  const dimension = (name: Dimension) => {
    const values = [...new Set<DimensionValue>(cells.map((cell) => cell[name]))];
    return { values, codes: Uint32Array.from(cells, (cell) => values.indexOf(cell[name])) };
  };
  return JudgedCells.sorted({
    dimensions: everyDimension(dimension),
    lo: Int32Array.from(cells, ({ lo }) => lo),
    hi: Int32Array.from(cells, ({ hi }) => hi ?? OPEN),
    antal: Float64Array.from(cells, ({ antal }) => antal),
  });
}

const rowsOf = (cells: JudgedCells) => Array.from({ length: cells.length }, (_, at) => cells.cell(at));
const base: CubeCell = {
  manad: "2024-04",
  status: "vantande",
  region: "Region Dalarna",
  sjukhus: null,
  vardutbud: null,
  agarform: null,
  avvikelse: null,
  vardgaranti: true,
  hemregion: null,
  lo: 0,
  hi: 30,
  antal: 1,
};

Deno.test("JudgedCells.sorted() orders by dimensions, then days; missing values and open bands last", () => {
  const names = ["Östersund", "Z", "a", "A", null, "Åre"];
  assert.deepEqual(
    rowsOf(judged(names.map((sjukhus) => ({ ...base, sjukhus })))).map(({ sjukhus }) => sjukhus),
    [
      "A",
      "Z",
      "a",
      "Åre",
      "Östersund",
      null,
    ],
  );
  const spans: [number, number | null][] = [[31, null], [0, null], [31, 60], [0, 30], [9, 9], [
    31,
    2_000_000,
  ]];
  assert.deepEqual(
    rowsOf(judged(spans.map(([lo, hi]) => ({ ...base, lo, hi })))).map(({ lo, hi }) => [lo, hi]),
    [
      [0, 30],
      [0, null],
      [9, 9],
      [31, 60],
      [31, 2_000_000],
      [31, null],
    ],
  );
  const covered = judged([null, true, false].map((vardgaranti) => ({ ...base, vardgaranti })));
  assert.deepEqual(rowsOf(covered).map(({ vardgaranti }) => vardgaranti), [false, true, null]);
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
const compare = (a: CubeCell, b: CubeCell): number => {
  for (const name of [...DIMENSIONS, "lo", "hi"] as const) {
    const left = a[name], right = b[name];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
};

Deno.test("JudgedCells.sorted() orders any cells as comparing them does, and loses none", () => {
  fc.assert(fc.property(fc.array(cell, { maxLength: 50 }), (cells) => {
    assert.deepEqual(rowsOf(judged(cells)), cells.toSorted(compare));
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

Deno.test("JudgedCells.sorted() orders a hundred thousand different names in time that grows with them alone", () => {
  const codes = Uint32Array.from({ length: 150_000 }, (_, at) => at);
  const values = Array.from(codes, (code) => `S${code * 7919 % 150_000}`);
  const nothing: Column = { values: [null], codes: new Uint32Array(codes.length) };
  const dimensions = everyDimension((name) => name === "sjukhus" ? { values, codes } : nothing);
  const days = new Int32Array(codes.length), antal = new Float64Array(codes.length).fill(1);
  const start = performance.now();
  const cells = JudgedCells.sorted({ dimensions, lo: days, hi: days, antal });
  assert.ok(performance.now() - start < 3000, "the time grows with the square of the names");
  const names = rowsOf(cells).map(({ sjukhus }) => String(sjukhus));
  assert.deepEqual(names, values.toSorted((a, b) => a < b ? -1 : 1));
});
