import assert from "node:assert/strict";
import fc from "fast-check";
import { CellKeys } from "../../lib/judge/_cell_keys.ts";

/** The keys of entries whose parts are given, the least telling part first; every other part as codes. */
function keysOf(
  parts: readonly (readonly number[])[],
  sizes: readonly number[],
  total: number,
  counts: Float64Array | null = null,
): CellKeys {
  const records = Uint32Array.from({ length: total }, (_, at) => total - 1 - at);
  const keys = new CellKeys({ records, allRecords: total, mostCodes: total, counts });
  for (const [index, size] of sizes.entries()) {
    if (index % 2 === 0) {
      keys.addNumbers(Int32Array.from(parts[index], (part) => part - 7), -7, size, 2 ** 31 - 1);
    } // Each record has a code of its own, whose rank is the part.
    else keys.addCodes(Uint16Array.from(records.keys()), Uint32Array.from(parts[index]).reverse(), size);
  }
  return keys;
}

Deno.test("CellKeys.sum() adds up entries of one key, in the order of their parts, the last part first", () => {
  const { firsts, sums } = keysOf([[1, 0, 1, 0], [0, 1, 0, 0]], [2, 2], 4, Float64Array.of(5, 7, 1, 2)).sum();
  assert.deepEqual([[...firsts], [...sums]], [[3, 0, 1], [2, 6, 7]]);
  assert.deepEqual([...keysOf([], [], 3).sum().sums], [3]);
  assert.deepEqual([...keysOf([], [], 0).sum().sums], []);
});

Deno.test("CellKeys.sum() does as a map of the parts does, whatever room their words need", () => {
  const sizes = fc.array(fc.constantFrom(1, 2, 3, 70_000, 2 ** 20, 2 ** 31 - 1), { maxLength: 6 });
  const entries = sizes.chain((sizes) =>
    fc.array(fc.tuple(...sizes.map((size) => fc.constantFrom(0, size >> 1, size - 1))), { maxLength: 60 })
      .map((rows) => ({ sizes, rows }))
  );
  fc.assert(fc.property(entries, ({ sizes, rows }) => {
    const parts = sizes.map((_, index) => rows.map((row) => row[index]));
    const { firsts, sums } = keysOf(parts, sizes, rows.length).sum();
    const expected = new Map<string, { first: number; sum: number; row: readonly number[] }>();
    for (const [first, row] of rows.entries()) {
      const known = expected.get(row.join());
      if (known === undefined) expected.set(row.join(), { first, sum: 1, row });
      else known.sum++;
    }
    const ordered = [...expected.values()].sort((a, b) => {
      const at = a.row.findLastIndex((value, index) => value !== b.row[index]);
      return at < 0 ? 0 : a.row[at] - b.row[at];
    });
    assert.deepEqual([...firsts], ordered.map(({ first }) => first));
    assert.deepEqual([...sums], ordered.map(({ sum }) => sum));
  }));
});
