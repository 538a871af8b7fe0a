import assert from "node:assert/strict";
import fc from "fast-check";
import { careOfferingOf, careOfferings } from "../../lib/reference/mod.ts";
import { roundedTable } from "../../lib/sample/_group_table.ts";
import { fitProfile, meanStay, queueBeyond } from "../../lib/sample/_wait_profile.ts";
import { assumptions, publishedApril } from "../../lib/sample/targets.ts";

const sum = (values: readonly number[]) => values.reduce((part, value) => part + value, 0);

Deno.test("roundedTable() keeps the wanted proportions where they already fit", () => {
  assert.deepEqual(roundedTable([[1, 3], [3, 9]], [4, 12], [4, 12]), [[1, 3], [3, 9]]);
});

Deno.test("roundedTable() has exactly the given row and column sums", () => {
  const table = fc.integer({ min: 2, max: 6 }).chain((columns) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: columns, maxLength: columns }), {
      minLength: 2,
      maxLength: 5,
    })
  );
  fc.assert(
    fc.property(table, (counts) => {
      const rows = counts.map(sum), columns = counts[0].map((_, c) => sum(counts.map((row) => row[c])));
      const rounded = roundedTable(
        counts.map((row) => row.map((value, c) => Math.sqrt(value) + c + 1)),
        rows,
        columns,
      );
      assert.deepEqual(rounded.map(sum), rows);
      assert.deepEqual(columns.map((_, c) => sum(rounded.map((row) => row[c]))), columns);
      assert.ok(rounded.flat().every((value) => value >= 0 && Number.isInteger(value)));
    }),
    { numRuns: 50 },
  );
});

Deno.test("fitProfile() gives back the shares of the published bands", () => {
  for (const { region, band } of publishedApril.regioner) {
    const profile = fitProfile(band), total = sum(band);
    const share = (day: number) => queueBeyond(profile, day);
    assert.ok(Math.abs(share(90.5) - (band[3] + band[4]) / total) < 0.02, region);
    assert.ok(Math.abs(share(365.5) - band[4] / total) < 0.003, region);
    assert.ok(meanStay(profile) > 40 && meanStay(profile) < 200, region);
  }
});

Deno.test("assumptions name each vårdutbud once and every region, and codes lead back to the vårdutbud", () => {
  // A vårdutbud without assumptions is not in the sample, and may be entered without any.
  const assumed = assumptions.vardutbud.map(({ namn }) => namn);
  assert.deepEqual([...new Set(assumed)], assumed);
  assert.deepEqual(assumed.filter((name) => !careOfferings.some(({ namn }) => namn === name)), []);
  assert.deepEqual(
    assumptions.regioner.map(({ region }) => region),
    publishedApril.regioner.map(({ region }) => region),
  );
  const names = new Set(careOfferings.map(({ namn }) => namn));
  for (const { troghet } of assumptions.regioner) {
    for (const name of Object.keys(troghet)) assert.ok(names.has(name), name);
  }
  for (const { namn, aktivitet, kva, mvo, vanligast } of careOfferings) {
    const kva_kod = vanligast.kva || kva[0].padEnd(5, "0");
    assert.equal(careOfferingOf({ aktivitetskod: aktivitet[0] ?? null, kva_kod, mvo_kod: mvo }), namn);
  }
});
