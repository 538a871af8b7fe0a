import assert from "node:assert/strict";
import fc from "fast-check";
import {
  auditTables,
  isHidden,
  knownWhenRounded,
  leewayWhenRounded,
  protect,
  roundCounts,
} from "../../lib/disclosure/mod.ts";
import { smallPage } from "../attacks/_page.ts";
import { plainTables } from "./_tables.ts";

Deno.test("roundCounts() rounds to a neighbouring multiple, and leaves multiples alone", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }), fc.string(), (finest, seed) => {
      const tables = plainTables([6], finest), rounded = roundCounts(tables, { base: 5, seed });
      for (const [count, value] of tables.counts.entries()) {
        assert.equal(rounded[count] % 5, 0);
        assert.ok(Math.abs(rounded[count] - value) < 5);
        if (value % 5 === 0) assert.equal(rounded[count], value);
      }
    }),
    { seed: 3 },
  );
});

Deno.test("roundCounts() rounds the same count alike for the same seed, and is right on average", () => {
  const tables = plainTables([1], [13]);
  assert.deepEqual(roundCounts(tables, { base: 5, seed: "a" }), roundCounts(tables, { base: 5, seed: "a" }));
  const rounds = Array.from(
    { length: 2000 },
    (_, index) => roundCounts(tables, { base: 5, seed: `${index}` })[0],
  );
  const mean = rounds.reduce((sum, value) => sum + value, 0) / rounds.length;
  assert.ok(Math.abs(mean - 13) < 0.25, `mean ${mean}`);
});

Deno.test("roundCounts() refuses a base that is none", () => {
  for (const base of [0, 1, 2.5]) {
    assert.throws(() => roundCounts(plainTables([1], [3]), { base, seed: "" }), RangeError);
  }
});

Deno.test("auditTables() finds a count that its rounded neighbours narrow", async () => {
  // The total says at most 4, so the part that says 5 is 1 to 4: four numbers, not five.
  const tables = plainTables([2], [3, 0]);
  const rounded = Int32Array.of(0, 5, 0);
  const report = await auditTables(
    tables,
    knownWhenRounded(tables, rounded, 5),
    leewayWhenRounded(tables, 5),
  );
  assert.deepEqual(report.weaknesses.map(({ keys, low, high }) => [keys, low, high]), [
    [["alla"], 1, 4],
    [["0"], 1, 4],
    [["1"], 0, 3],
  ]);
});

Deno.test("protect() rounds every number in the mode round, and its audit passes", async () => {
  const protection = await protect(smallPage("ett"), { mode: "round", base: 5 });
  const shown = protection.places.map(({ region, sjukhus }) =>
    protection.count({ region, sjukhus }, "antal")
  );
  for (const count of shown) assert.ok(!isHidden(count) && count % 5 === 0);
  assert.equal((await protection.audit()).passed, true);
  assert.ok(
    protection.hidden < protection.offered / 10,
    `${protection.hidden} of ${protection.offered} hidden`,
  );
});
