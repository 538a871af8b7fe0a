import assert from "node:assert/strict";
import { LinkedTables, makeAxis } from "../../lib/disclosure/mod.ts";
import { plainTables } from "./_tables.ts";

Deno.test("LinkedTables adds every count up from the finest", () => {
  const tables = plainTables([2, 3], [1, 2, 3, 4, 5, 6]);
  assert.equal(tables.counts[tables.indexOf(["alla", "alla"])!], 21);
  assert.equal(tables.counts[tables.indexOf(["1", "alla"])!], 15);
  assert.equal(tables.counts[tables.indexOf(["alla", "2"])!], 9);
  assert.equal(tables.counts[tables.indexOf(["1", "2"])!], 6);
  assert.equal(tables.indexOf(["1", "okänd"]), undefined);
});

Deno.test("LinkedTables knows the sums that a count stands in, as total and as part", () => {
  const tables = plainTables([2, 2], [1, 2, 3, 4]);
  const sums = tables.sumsOf(tables.indexOf(["0", "alla"])!).map(({ total, parts }) => [
    tables.keysOf(total).join(),
    parts.map((part) => tables.keysOf(part).join()),
  ]);
  assert.deepEqual(sums, [["alla,alla", ["0,alla", "1,alla"]], ["0,alla", ["0,0", "0,1"]]]);
});

Deno.test("LinkedTables: every sum adds up", () => {
  const tables = plainTables([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const all = [...tables.sums()];
  assert.equal(all.length, 9 + 12 + 12);
  for (const { total, parts } of all) {
    assert.equal(parts.reduce((sum, part) => sum + tables.counts[part], 0), tables.counts[total]);
  }
});

Deno.test("LinkedTables refuses too few finest counts", () => {
  assert.throws(() => plainTables([2, 2], [1, 2, 3]), RangeError);
});

Deno.test("makeAxis() makes one group of those that hold the same, and keeps the dearest price", () => {
  const axis = makeAxis("plats", 2, [
    { key: "region", leaves: [1], price: 8 },
    { key: "sjukhus", leaves: [1], price: 1, derived: true },
  ], []);
  assert.equal(axis.groups.length, 1);
  assert.deepEqual([axis.groups[0].price, axis.groups[0].derived], [8, false]);
  assert.equal(axis.groupOf.get("sjukhus"), 0);
});

Deno.test("makeAxis() refuses sums that do not add up, or name what is not there", () => {
  const groups = [{ key: "alla", leaves: [0, 1, 2] }, { key: "a", leaves: [0] }, { key: "b", leaves: [1] }];
  assert.throws(() => makeAxis("plats", 3, groups, [{ total: "alla", parts: ["a", "b"] }]), RangeError);
  assert.throws(() => makeAxis("plats", 3, groups, [{ total: "alla", parts: ["a", "c"] }]), RangeError);
});

Deno.test("LinkedTables marks what no page offers", () => {
  const axis = makeAxis("plats", 2, [{ key: "a", leaves: [0] }, { key: "b", leaves: [1] }], []);
  assert.deepEqual([...new LinkedTables([axis], Int32Array.of(1, 2), ([key]) => key === "a").offers], [1, 0]);
});
