import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aggregateLayout,
  bandRowLayout,
  type FieldValue,
  type Layout,
  specOf,
} from "../../lib/contract/mod.ts";
import { valuesOf } from "../../lib/judge/read_fields.ts";
import { findDifferentTotals, findTotals } from "../../lib/judge/totals.ts";
import { fieldsOf } from "./_fields.ts";

type Row = Readonly<Record<string, string>>;

/** A row of those who wait in Dalarna in April 2024. */
const row = (about: Row): Row => ({ manad: "2024-04", status: "väntande", region: "Dalarna", ...about });

function typed(layout: Layout, rows: readonly Row[]) {
  return fieldsOf(Object.fromEntries(
    Object.entries(layout.shape).map(([name, schema]) => [name, {
      spec: specOf(schema),
      cells: rows.map((row) => row[name] ?? ""),
    }]),
  ));
}

const every = (rows: readonly Row[]) => rows.map((_, record) => record);
const totalsOf = (layout: Layout, rows: readonly Row[], candidates = every(rows)) => {
  const { fields, texts } = typed(layout, rows);
  return findTotals(layout, fields, texts, candidates);
};
const differentOf = (rows: readonly Row[], records: { totals: number[]; kept: number[] }) => {
  const layout = bandRowLayout(), { fields, texts } = typed(layout, rows);
  return findDifferentTotals(layout, fields, texts, records);
};

Deno.test("findTotals() finds the totals whose parts are in the file, of the same region, month and status", () => {
  const rows = [
    row({ sjukhus: "Alla" }),
    row({ sjukhus: "Mora lasarett" }),
    row({ sjukhus: "Falu lasarett" }),
    row({ sjukhus: "Alla", manad: "2024-03" }),
    row({ sjukhus: "Alla", region: "Uppsala" }),
    row({ sjukhus: "Alla", status: "genomförda" }),
    row({ sjukhus: "Alla", hemregion: "Uppsala" }),
  ];
  assert.deepEqual(totalsOf(aggregateLayout(), rows), [0]);
  assert.deepEqual(totalsOf(aggregateLayout(), rows, [0, 3, 4]), [], "its parts are skipped already");
});

Deno.test("findTotals() compares in every dimension that a total tells apart", () => {
  const rows = [
    row({ sjukhus: "Alla", vardutbud: "Gråstarr" }),
    row({ sjukhus: "Mora lasarett", vardutbud: "Höftprotes" }),
    row({ sjukhus: "Alla", vardutbud: "Alla" }),
    row({ sjukhus: "Alla", vardutbud: "Höftprotes" }),
  ];
  assert.deepEqual(totalsOf(aggregateLayout(), rows), [2, 3]);
});

Deno.test("findTotals() takes an empty vårdutbud or ägarform of a total as not told apart, and no empty hospital", () => {
  const parts = [row({ sjukhus: "Mora lasarett", vardutbud: "Gråstarr", agarform: "offentlig" })];
  assert.deepEqual(totalsOf(aggregateLayout(), [row({ sjukhus: "Alla" }), ...parts]), [0]);
  assert.deepEqual(totalsOf(aggregateLayout(), [row({ vardutbud: "Alla" }), ...parts]), []);
  assert.deepEqual(
    totalsOf(aggregateLayout(), [row({ vardutbud: "Alla" }), row({ vardutbud: "Gråstarr" })]),
    [0],
  );
});

Deno.test("findTotals() counts the table by vårdutbud of two that tell apart different things", () => {
  const rows = [
    row({ sjukhus: "Mora lasarett", vardutbud: "Alla" }),
    row({ sjukhus: "Alla", vardutbud: "Gråstarr" }),
  ];
  assert.deepEqual(totalsOf(aggregateLayout(), rows), [0]);
});

Deno.test("findTotals() counts the bands, whatever else the total over them tells apart", () => {
  const rows = [
    row({ band: "Alla", antal: "9", sjukhus: "Mora lasarett", vardutbud: "Gråstarr", agarform: "offentlig" }),
    row({ band: "0-30", antal: "9", sjukhus: "Mora lasarett", vardutbud: "Alla", agarform: "offentlig" }),
  ];
  assert.deepEqual(totalsOf(bandRowLayout(), rows), [0]);
});

Deno.test("findDifferentTotals() finds the totals that the bands in the file do not add up to", () => {
  const rows = [
    row({ band: "Alla", antal: "10" }),
    row({ band: "0-30", antal: "7" }),
    row({ band: "31-60", antal: "3" }),
    row({ band: "Alla", antal: "10", sjukhus: "Mora lasarett" }),
    row({ band: "0-30", antal: "7", sjukhus: "Mora lasarett" }),
    row({ band: "31-60", antal: "", sjukhus: "Mora lasarett" }),
    row({ band: "Alla", antal: "4", sjukhus: "Falu lasarett" }),
    row({ band: "0-30", antal: "x", sjukhus: "Falu lasarett" }),
    row({ band: "Alla", antal: "4", sjukhus: "Avesta lasarett" }),
  ];
  assert.deepEqual(differentOf(rows, { totals: [0, 3, 6, 8], kept: [1, 2, 4, 5, 7] }), [3]);
  assert.deepEqual(differentOf(rows, { totals: [], kept: every(rows) }), []);
});

/** What the join of every record with every other finds. */
function joined(
  { totals }: Layout,
  records: readonly Readonly<Record<string, FieldValue>>[],
  candidates: readonly number[],
) {
  const { within, same, over } = totals!;
  const detail = (record: number) =>
    over.reduce((sum, { field, total, worth }) => {
      const value = records[record][field];
      return sum + (value !== null && value !== total ? worth : 0);
    }, 0);
  const isPart = (sum: number, part: number) => {
    const a = records[sum], b = records[part];
    return within.every((name) => a[name] !== null && a[name] === b[name]) &&
      same.every((name) => (a[name] ?? null) === (b[name] ?? null)) &&
      over.every(({ field, total, emptyIsTotal }) =>
        a[field] === b[field] || a[field] === total || b[field] === total ||
        (emptyIsTotal && a[field] === null)
      ) && detail(sum) < detail(part);
  };
  return candidates.filter((record) =>
    over.some(({ field, total }) => records[record][field] === total) &&
    candidates.some((part) => isPart(record, part))
  );
}

/** What the join of the totals with the kept rows finds. */
function joinedDifferent(
  { shape }: Layout,
  records: readonly Readonly<Record<string, FieldValue>>[],
  totals: readonly number[],
  kept: readonly number[],
) {
  const same = Object.keys(shape).filter((name) => name !== "band" && name !== "antal");
  return totals.filter((record) => {
    const own = records[record];
    const counts = kept.filter((part) => {
      const { band } = records[part];
      return band !== null && band !== "0-" && same.every((name) => records[part][name] === own[name]);
    }).map((part) => records[part].antal).filter((antal) => antal !== null);
    const sum = counts.reduce((sum: number, antal) => sum + Number(antal), 0);
    return own.band === "0-" && counts.length > 0 && own.antal !== null && own.antal !== sum;
  });
}

const madeRow: fc.Arbitrary<Row> = fc.record({
  manad: fc.constantFrom("2024-04", "2024-04", "2024-03", ""),
  status: fc.constantFrom("väntande", "väntande", "genomförda", "x"),
  region: fc.constantFrom("Dalarna", "Dalarna", "Uppsala"),
  sjukhus: fc.constantFrom("Alla", "Mora lasarett", "Falu lasarett", ""),
  vardutbud: fc.constantFrom("Alla", "Gråstarr", "Höftprotes", ""),
  agarform: fc.constantFrom("Alla", "privat", "", ""),
  hemregion: fc.constantFrom("", "", "Uppsala"),
  avvikelse: fc.constantFrom("", "", "PvV"),
  band: fc.constantFrom("Alla", "Alla", "0-30", "31-60", ""),
  antal: fc.constantFrom("0", "3", "3", "6", "", "x"),
});

for (const layout of [aggregateLayout(), bandRowLayout()]) {
  Deno.test(`findTotals() and findDifferentTotals() find what joining every row with every other finds: ${layout.name}`, () => {
    const rows = fc.array(fc.tuple(madeRow, fc.constantFrom(true, true, true, false)), {
      maxLength: 40,
      size: "max",
    });
    fc.assert(
      fc.property(rows, (made) => {
        const rows = made.map(([row]) => row), { fields, texts } = typed(layout, rows);
        const records = rows.map((_, record) =>
          Object.fromEntries(fields.map((field) => [field.name, valuesOf(field, texts)(record)]))
        );
        const candidates = every(rows).filter((record) => made[record][1]);
        const totals = findTotals(layout, fields, texts, candidates);
        assert.deepEqual(totals, joined(layout, records, candidates));
        if (layout.totals!.count === null) return;
        const kept = candidates.filter((record) => !totals.includes(record));
        assert.deepEqual(
          findDifferentTotals(layout, fields, texts, { totals, kept }),
          joinedDifferent(layout, records, totals, kept),
        );
      }),
      { numRuns: 200 },
    );
  });
}
