import assert from "node:assert/strict";
import fc from "fast-check";
import {
  auditTables,
  bandKey,
  isHidden,
  knownWhenRounded,
  leewayWhenRounded,
  protect,
  roundCounts,
} from "../../lib/disclosure/mod.ts";
import { smallPage } from "../attacks/_page.ts";
import { plainTables } from "./_tables.ts";

const nameOf = (keys: readonly string[]) => keys.join();
const keyOf = (text: string) => new TextEncoder().encode(text.padEnd(32, "."));

Deno.test("roundCounts() rounds to a neighbouring multiple, and leaves multiples alone", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }), fc.string(), (finest, seed) => {
      const tables = plainTables([6], finest),
        rounded = roundCounts(tables, { base: 5, key: keyOf(seed), nameOf });
      for (const [count, value] of tables.counts.entries()) {
        assert.equal(rounded[count] % 5, 0);
        assert.ok(Math.abs(rounded[count] - value) < 5);
        if (value % 5 === 0) assert.equal(rounded[count], value);
      }
    }),
    { seed: 3 },
  );
});

Deno.test("roundCounts() rounds the same count alike for the same key, and is right on average", () => {
  const tables = plainTables([1], [13]);
  const key = keyOf("a");
  assert.deepEqual(
    roundCounts(tables, { base: 5, key, nameOf }),
    roundCounts(tables, { base: 5, key, nameOf }),
  );
  const rounds = Array.from(
    { length: 2000 },
    (_, index) => roundCounts(tables, { base: 5, key: keyOf(`${index}`), nameOf })[0],
  );
  const mean = rounds.reduce((sum, value) => sum + value, 0) / rounds.length;
  assert.ok(Math.abs(mean - 13) < 0.25, `mean ${mean}`);
});

Deno.test("roundCounts() refuses a base that is none", () => {
  for (const base of [0, 1, 2.5]) {
    assert.throws(() => roundCounts(plainTables([1], [3]), { base, key: keyOf(""), nameOf }), RangeError);
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
  const protection = await protect(smallPage("ett"), { mode: "round", base: 5, key: keyOf("") });
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

Deno.test("protect() rounds the same contacts alike on every page, and otherwise with another key", async () => {
  const all = smallPage("ett"), dalarna = all.filter(({ region }) => region === "Region Dalarna");
  const round = (cells: typeof all, secret: string) => protect(cells, { mode: "round", key: keyOf(secret) });
  const [both, one, other] = [await round(all, "a"), await round(dalarna, "a"), await round(all, "b")];
  const where = { region: "Region Dalarna" };
  const measures = ["antal", "over", "inkl", ...both.bands.map(bandKey)];
  const shownBy = (page: typeof both, where: { region?: string }) =>
    measures.map((measure) => page.count(where, measure)).map((count) => isHidden(count) ? null : count);
  for (const [index, value] of shownBy(one, where).entries()) {
    const beside = shownBy(both, where)[index];
    if (value !== null && beside !== null) assert.equal(value, beside);
  }
  assert.deepEqual(shownBy(one, {}), shownBy(one, where), "one region's total is the region");
  const places = both.places.map(({ region, sjukhus }) => ({ region, sjukhus }));
  assert.notDeepEqual(
    places.flatMap((place) => shownBy(both, place)),
    places.flatMap((place) => shownBy(other, place)),
  );
  await assert.rejects(protect(all, { mode: "round" }), TypeError);
});

Deno.test("protect() rounds also where nobody has waited long, and leaves out what is weak", async () => {
  const cells = ["A", "B", "C"].flatMap((region, at) =>
    ["ett", "två"].flatMap((sjukhus, beside) =>
      [10, 45, 75, 120].map((days, band) => ({
        ...{ manad: "2024-04", status: "vantande" as const, avvikelse: null, vardgaranti: true, region },
        ...{ sjukhus: `${region} ${sjukhus}`, agarform: "offentlig" as const, vardutbud: "Gråstarr" },
        ...{ lo: days, hi: days, antal: 50 + 7 * at + 3 * beside + band },
      }))
    )
  );
  const protection = await protect(cells, { mode: "round", key: keyOf("c") });
  assert.equal((await protection.audit()).passed, true);
  assert.ok(protection.hidden < protection.offered / 2, `${protection.hidden} of ${protection.offered}`);
});
