import assert from "node:assert/strict";
import fc from "fast-check";
import { type CaseMixGroup, shareFunnel, standardisedFunnel } from "../../../lib/analysis/variation/mod.ts";
import { type Random, seededRandom } from "../../../lib/numeric/mod.ts";

const over = { measure: { overDays: 90 } } as const;

function group(unit: string, kind: string, days: readonly number[]): CaseMixGroup {
  return { unit, kind, cells: days.map((each) => ({ lo: each, hi: each, antal: 1 })) };
}

const groups: fc.Arbitrary<CaseMixGroup[]> = fc.array(
  fc.record({
    unit: fc.constantFrom("A", "B", "C"),
    kind: fc.constantFrom("gråstarr", "knä"),
    days: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 }),
  }).map(({ unit, kind, days }) => group(unit, kind, days)),
  { minLength: 2, maxLength: 8 },
);

Deno.test("standardisedFunnel() by hand: expected by kind, variance of a share", () => {
  const funnel = standardisedFunnel([
    group("A", "gråstarr", [10, 100, 10, 10]),
    group("B", "gråstarr", [100, 10, 100, 10]),
    group("B", "knä", [100, 100, 100]),
    group("C", "knä", [10]),
  ], { ...over, overDispersion: "none" }).value!;
  // gråstarr 3 of 8 over 90 days, knä 3 of 4
  assert.deepEqual(funnel.rows.map(({ observed, expected }) => [observed, expected]), [
    [1, 1.5],
    [5, 3.75],
    [0, 0.75],
  ]);
  assert.equal(funnel.overall, 0.5);
  const { ratio, standardised, inner } = funnel.rows[1];
  assert.equal(ratio, 5 / 3.75);
  assert.equal(standardised, 0.5 * 5 / 3.75);
  const error = Math.sqrt(4 * 3 / 8 * 5 / 8 + 3 * 3 / 4 / 4) / 3.75;
  assert.ok(Math.abs(inner.high - (1 + 1.959963984540054 * error)) < 1e-12);
});

Deno.test("standardisedFunnel() by hand: mean days", () => {
  const { rows, overall } = standardisedFunnel([
    group("A", "gråstarr", [10, 20]),
    group("B", "gråstarr", [30, 40]),
  ], { measure: "meanDays" }).value!;
  assert.equal(overall, 25);
  assert.deepEqual(rows.map(({ observed, expected, standardised }) => [observed, expected, standardised]), [
    [30, 50, 15],
    [70, 50, 35],
  ]);
});

Deno.test("standardisedFunnel() expects as much in all as there is, whatever the order of groups", () => {
  fc.assert(fc.property(groups, fc.constantFrom(over.measure, "meanDays" as const), (list, measure) => {
    const forward = standardisedFunnel(list, { measure }).value;
    const back = standardisedFunnel(list.toReversed(), { measure }).value;
    assert.equal(forward === null, back === null);
    if (forward === null || back === null) return;
    if (forward.leftOut.length === 0) {
      const sum = (key: "observed" | "expected") => forward.rows.reduce((part, row) => part + row[key], 0);
      assert.ok(Math.abs(sum("observed") - sum("expected")) < 1e-9 * sum("observed"));
    }
    for (const row of forward.rows) {
      const other = back.rows.find(({ unit }) => unit === row.unit)!;
      assert.ok(
        Math.abs(other.ratio - row.ratio) < 1e-9 && Math.abs(other.inner.high - row.inner.high) < 1e-9,
      );
    }
  }));
});

Deno.test("standardisedFunnel() finds no signal where only the case mix differs, and shareFunnel() does", () => {
  const random = seededRandom("blandning");
  const units = ["A", "B", "C", "D", "E", "F", "G"];
  const mixed = units.flatMap((unit, index) => [
    group(unit, "gråstarr", waits(random, 100 + 100 * index, 40)),
    group(unit, "knä", waits(random, 1000 - 100 * index, 120)),
  ]);
  const crude = shareFunnel(
    units.map((unit) => {
      const cells = mixed.filter((each) => each.unit === unit).flatMap(({ cells }) => cells);
      return { unit, count: cells.filter(({ lo }) => lo > 90).length, total: cells.length };
    }),
    { overDispersion: "none" },
  ).value!;
  assert.ok(crude.rows.filter(({ signal }) => signal?.strong).length >= 4);
  for (const measure of [over.measure, "meanDays"] as const) {
    const { rows } = standardisedFunnel(mixed, { measure, overDispersion: "none" }).value!;
    assert.deepEqual(rows.filter(({ signal }) => signal?.strong), []);
  }
});

Deno.test("standardisedFunnel() finds the unit that is slow for what it does", () => {
  const random = seededRandom("långsam");
  const mixed = ["A", "B", "C", "D", "E", "F", "G"].flatMap((unit) => [
    group(unit, "gråstarr", waits(random, 500, unit === "G" ? 60 : 40)),
    group(unit, "knä", waits(random, 500, unit === "G" ? 180 : 120)),
  ]);
  for (const measure of [over.measure, "meanDays"] as const) {
    const { rows } = standardisedFunnel(mixed, { measure }).value!;
    assert.deepEqual(rows.at(-1)?.signal?.side, "high");
    assert.ok(rows.at(-1)!.ratio > 1.2);
  }
});

Deno.test("standardisedFunnel() spreads the contacts of a band over its days", () => {
  const band = (unit: string) => ({ unit, kind: "knä", cells: [{ lo: 0, hi: 30, antal: 100 }] });
  const byDay = (unit: string) => ({
    unit,
    kind: "knä",
    cells: Array.from({ length: 31 }, (_, day) => ({ lo: day, hi: day, antal: 100 / 31 })),
  });
  const limits = (make: (unit: string) => CaseMixGroup) =>
    standardisedFunnel([make("A"), make("B")], { measure: "meanDays" }).value!.rows[0].inner.high;
  assert.ok(Math.abs(limits(band) - limits(byDay)) < 1e-12);
});

Deno.test("standardisedFunnel() says why there is nothing to compare", () => {
  const open = { unit: "A", kind: "knä", cells: [{ lo: 366, hi: null, antal: 1 }] };
  const reason = (list: CaseMixGroup[], measure: "meanDays" | { overDays: number }) => {
    const funnel = standardisedFunnel(list, { measure });
    return funnel.value === null && funnel.reason;
  };
  assert.equal(reason([open], "meanDays"), "Ett öppet väntetidsband har ingen medelväntetid");
  assert.equal(reason([], over.measure), "Det finns inga väntande att jämföra");
  const two = (days: number[]) => [group("A", "knä", days), group("B", "knä", days)];
  assert.equal(reason(two([10]), over.measure), "Ingen har väntat så länge");
  assert.equal(
    reason([group("A", "knä", [10, 100]), group("B", "hud", [10])], over.measure),
    "Inget vårdutbud finns hos mer än en, så ingen kan jämföras",
  );
  assert.equal(
    reason([open, { ...open, unit: "B" }], over.measure),
    "Ingen enhet har någon spridning att jämföra med",
  );
});

Deno.test("standardisedFunnel() names units it cannot compare", () => {
  const { rows, leftOut } = standardisedFunnel([
    group("A", "knä", [10, 100]),
    group("A", "lever", [10, 10, 10]),
    group("B", "hud", [10, 10]),
    { unit: "C", kind: "knä", cells: [] },
    group("D", "knä", [10, 100]),
  ], over).value!;
  assert.deepEqual(rows.map(({ unit, contacts, unshared }) => [unit, contacts, unshared]), [["A", 2, 3], [
    "D",
    2,
    0,
  ]]);
  assert.deepEqual(leftOut, [
    { unit: "B", reason: "Ingen annan har samma vårdutbud" },
    { unit: "C", reason: "Inga insatser" },
  ]);
});

/** Exponential waits in whole days. */
function waits(random: Random, count: number, meanDays: number): number[] {
  return Array.from({ length: count }, () => Math.floor(-meanDays * Math.log(1 - random.next())));
}
