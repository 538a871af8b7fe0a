import assert from "node:assert/strict";
import fc from "fast-check";
import { LinkedTables, makeAxis, suppress } from "../../lib/disclosure/mod.ts";
import { bruteForce, plainTables } from "./_tables.ts";

Deno.test("suppress() hides what is small, and the smallest beside it", async () => {
  // 3 | 30 | 9, in all 42: without a second hidden number the 3 is 42 − 30 − 9.
  const hidden = await suppress(plainTables([3], [3, 30, 9]), 5);
  assert.deepEqual([...hidden], [0, 1, 0, 1]);
});

Deno.test("suppress() hides a second number also when two small ones would tell their sum", async () => {
  // 1 + 0 = 1 is known: each could only be 0 or 1. With the 9 there is room for 0 to 4.
  const hidden = await suppress(plainTables([4], [1, 0, 30, 9]), 5);
  assert.deepEqual([...hidden], [0, 1, 1, 0, 1]);
});

Deno.test("suppress() hides a rectangle around a small count of a table with totals both ways", async () => {
  const tables = plainTables([3, 3], [3, 20, 20, 20, 20, 20, 20, 20, 20]);
  const hidden = await suppress(tables, 5);
  const { low, high } = bruteForce(tables, hidden, 60);
  const small = tables.indexOf(["0", "0"])!;
  assert.equal(hidden[small], 1);
  assert.ok(low[small] === 0 && high[small] >= 4);
  assert.equal(hidden.reduce((sum, each) => sum + each, 0), 4);
});

Deno.test("suppress() hides 0, as väntetider.se does, and 1 to 4; 5 and 12 may stand", async () => {
  const axis = makeAxis("rad", 5, [0, 1, 2, 3, 4].map((leaf) => ({ key: String(leaf), leaves: [leaf] })), []);
  const tables = new LinkedTables([axis], Int32Array.of(0, 1, 4, 5, 12));
  assert.deepEqual([...await suppress(tables, 5)], [1, 1, 1, 0, 0]);
});

Deno.test("suppress() hides nothing when k is 0", async () => {
  assert.deepEqual([...await suppress(plainTables([2, 2], [0, 1, 2, 3]), 0)], Array(9).fill(0));
});

Deno.test("suppress() hides with a sum's parts or total, as the axis says", async () => {
  const axis = makeAxis("mått", 4, [
    { key: "inkl", leaves: [0, 1, 2, 3] },
    { key: "antal", leaves: [0, 1, 2] },
    { key: "a", leaves: [0] },
    { key: "b", leaves: [1] },
    { key: "c", leaves: [2] },
    { key: "avvikelser", leaves: [3] },
  ], [
    { total: "antal", parts: ["a", "b", "c"], hideWith: "parts" },
    { total: "inkl", parts: ["antal", "avvikelser"], hideWith: "total" },
  ]);
  const hidden = await suppress(new LinkedTables([axis], Int32Array.of(2, 10, 30, 3)), 5);
  assert.deepEqual(axis.groups.flatMap(({ key }, index) => hidden[index] ? [] : [key]), ["antal"]);
});

Deno.test("suppress() refuses a threshold that is none", async () => {
  for (const k of [1, -1, 2.5]) await assert.rejects(() => suppress(plainTables([2], [1, 2]), k), RangeError);
});

Deno.test("suppress() leaves every hidden count its room, tried by brute force", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<number[]>([4], [2, 3], [3, 3], [2, 2, 2]).chain((sizes) =>
        fc.record({
          sizes: fc.constant(sizes),
          finest: fc.array(fc.integer({ min: 0, max: 7 }), {
            minLength: sizes.reduce((a, b) => a * b),
            maxLength: sizes.reduce((a, b) => a * b),
          }),
        })
      ),
      async ({ sizes, finest }) => {
        const k = 3, tables = plainTables(sizes, finest);
        if (tables.counts[0] < k) return;
        const hidden = await suppress(tables, k);
        const { low, high } = bruteForce(tables, hidden, 10);
        for (const [count, value] of tables.counts.entries()) {
          if (!hidden[count]) {
            assert.ok(value >= k);
            continue;
          }
          assert.ok(
            high[count] - low[count] >= k - 1,
            `${tables.keysOf(count)} of ${finest} by ${[...hidden]}`,
          );
          if (value < k) {
            assert.ok(low[count] === 0 && high[count] >= k - 1, `${tables.keysOf(count)} of ${finest}`);
          }
        }
      },
    ),
    { numRuns: 15, seed: 7 },
  );
});

Deno.test("suppress() gives the same answer twice, and hides every small count of a lower k under a higher", async () => {
  const finest = [3, 20, 9, 14, 2, 31, 8, 12, 40, 6, 7, 25];
  const first = await suppress(plainTables([3, 4], finest), 5),
    again = await suppress(plainTables([3, 4], finest), 5);
  assert.deepEqual(again, first);
  const tables = plainTables([3, 4], finest), strict = await suppress(tables, 10);
  for (const [count, value] of tables.counts.entries()) if (value < 5) assert.equal(strict[count], 1);
  const hiddenOf = (hidden: Uint8Array) => hidden.reduce((sum, each) => sum + each, 0);
  assert.ok(hiddenOf(strict) >= hiddenOf(first));
});
