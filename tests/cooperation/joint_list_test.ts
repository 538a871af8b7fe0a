import assert from "node:assert/strict";
import fc from "fast-check";
import {
  equality,
  equalityIntervals,
  jointList,
  priority,
  PriorityRule,
  type QueueCell,
  STANDARD_PRIORITY,
} from "../../lib/cooperation/mod.ts";

const rule: PriorityRule = { ...STANDARD_PRIORITY, tak_vantan: 4, tak_maldatum: 2 };
const cell = (
  region: string,
  dagar: number,
  antal: number,
  different: Partial<QueueCell> = {},
): QueueCell => ({
  region,
  hemregion: region,
  dagar,
  tillMaldatum: null,
  antal,
  ...different,
});
const homes = ["A", "B", "C"];
const rates = [{ region: "A", perDag: 1 }, { region: "B", perDag: 3 }];
const days = (cells: QueueCell[]) =>
  jointList(cells, { rates, rule, homes }).map((
    { region, idag, gemensam },
  ) => [region, idag.value, gemensam.value]);

Deno.test("priority() weighs the wait and the medical target date, each up to its cap", () => {
  const of = (dagar: number, tillMaldatum: number | null) => priority({ dagar, tillMaldatum }, rule);
  assert.equal(of(0, null), 0);
  assert.equal(of(45, null), 1);
  assert.equal(of(45, 45), 0.5 + 0.5);
  assert.equal(of(45, -15), 0.5 + 1.5);
  assert.equal(of(45, -30), 0.5 + 2);
  assert.equal(of(45, -45), 0.5 + 2);
  assert.equal(of(45, -60), 0.5 + 2);
  assert.equal(of(360, null), 4 + 2);
  assert.equal(of(900, null), 4 + 2);
});

Deno.test("priority() never falls with the wait, whatever the rule and the måldatum", () => {
  const arbitraryRule = fc.record({
    namn: fc.constant("prov"),
    beskrivning: fc.constant(""),
    grans_dagar: fc.integer({ min: 1, max: 200 }),
    vikt_vantan: fc.nat(3),
    tak_vantan: fc.integer({ min: 1, max: 5 }),
    vikt_maldatum: fc.nat(3),
    tak_maldatum: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(fc.property(arbitraryRule, fc.nat(400), fc.integer({ min: 1, max: 300 }), (rule, dagar, time) => {
    const at = (dagar: number) => priority({ dagar, tillMaldatum: time - dagar }, rule);
    assert.ok(at(dagar + 1) >= at(dagar));
  }));
});

Deno.test("jointList() expects days by place in the queue over operations a day", () => {
  // Own lists: A serves places 1, 2 at 1 a day: mean 1.5 days. B serves 1–6 at 3 a day: mean 3.5 / 3.
  // Joint: A's two have waited longest, places 1–2 (mean 1.5) at 4 a day; B's 3–8 (mean 5.5) at 4 a day.
  assert.deepEqual(days([cell("B", 10, 6), cell("A", 50, 2)]), [["A", 1.5, 0.375], ["B", 3.5 / 3, 1.375]]);
});

Deno.test("jointList() lets a passed måldatum go before a longer wait", () => {
  const cells = [cell("A", 60, 1), cell("B", 50, 1, { tillMaldatum: -20 })];
  assert.deepEqual(days(cells).map(([region, , gemensam]) => [region, gemensam]), [["A", 0.5], ["B", 0.25]]);
});

Deno.test("jointList() counts people where they live, and where that is not known where they wait", () => {
  const rows = jointList(
    [cell("A", 50, 2, { hemregion: "B" }), cell("A", 50, 3, { hemregion: null }), cell("B", 50, 1)],
    { rates, rule, homes },
  );
  assert.deepEqual(new Map(rows.map(({ region, antal }) => [region, antal])), new Map([["B", 3], ["A", 3]]));
});

Deno.test("jointList() lets who lives elsewhere stand in the queue, without a row of their own", () => {
  const cells = [cell("A", 90, 1, { hemregion: "Z" }), cell("A", 50, 1)];
  assert.deepEqual(days(cells), [["A", 2, 0.5]]);
});

Deno.test("jointList() says where nobody is operated, and gives nothing for nobody", () => {
  const [row] = jointList([cell("C", 50, 1)], { rates, rule, homes });
  assert.deepEqual(row.idag, { value: null, reason: "Inga operationer är kända i C" });
  assert.deepEqual(jointList([], { rates, rule, homes }), []);
  assert.deepEqual(jointList([cell("A", 50, 0)], { rates, rule, homes }), []);
});

Deno.test("jointList() leaves the days that all wait together as they are when all are operated as fast", () => {
  const cells = fc.array(
    fc.record({
      region: fc.constantFrom("A", "B"),
      hemregion: fc.constantFrom("A", "B", null),
      dagar: fc.nat(400),
      tillMaldatum: fc.option(fc.integer({ min: -50, max: 90 })),
      antal: fc.nat(4),
    }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(cells, (cells) => {
    const rows = jointList(cells, {
      rates: [{ region: "A", perDag: 2 }, { region: "B", perDag: 2 }],
      rule,
      homes,
    });
    const n = rows.reduce((sum, { antal }) => sum + antal, 0);
    assert.equal(n, cells.reduce((sum, { antal }) => sum + antal, 0));
    // On the joint list the days are those of n places at 4 a day, whoever stands where.
    const total = rows.reduce((sum, { antal, gemensam }) => sum + antal * (gemensam.value ?? 0), 0);
    assert.ok(Math.abs(total - n * (n + 1) / 2 / 4) < 1e-6);
    // Sums in another order may differ in their last digits, and by the sign of nought.
    const extras = (cells: Parameters<typeof jointList>[0]) =>
      jointList(cells, { rates, rule, homes }).map(({ extra: { value } }) =>
        value === null ? null : Math.round(value * 1e9) + 0
      );
    assert.deepEqual(extras(cells.toReversed()), extras(cells));
  }));
});

Deno.test("equality() is worked out by hand for three groups", () => {
  // Means 10, 20, 40 of 2, 1, 1: the common mean is 20.
  const { skillnad, kvot, gini, theil } = equality([
    { varde: 10, antal: 2 },
    { varde: 20, antal: 1 },
    { varde: 40, antal: 1 },
  ]);
  assert.deepEqual([skillnad.value, kvot.value], [30, 4]);
  // Σ over ordered pairs: 2·(2·1·10 + 2·1·30 + 1·1·20) = 200, over 2 · 16 · 20.
  assert.equal(gini.value, 200 / 640);
  const expected = 0.5 * 0.5 * Math.log(0.5) + 0 + 0.25 * 2 * Math.log(2);
  assert.ok(Math.abs((theil.value ?? 0) - expected) < 1e-12);
});

Deno.test("equality() is nothing between equals, does not mind the unit, and says what it cannot compute", () => {
  const same = equality([{ varde: 7, antal: 3 }, { varde: 7, antal: 1 }]);
  assert.deepEqual([same.skillnad.value, same.kvot.value, same.gini.value, same.theil.value], [0, 1, 0, 0]);
  fc.assert(fc.property(
    fc.array(fc.record({ varde: fc.integer({ min: 1, max: 500 }), antal: fc.integer({ min: 1, max: 99 }) }), {
      minLength: 2,
      maxLength: 7,
    }),
    (groups) => {
      const days = equality(groups),
        weeks = equality(groups.map(({ varde, antal }) => ({ varde: varde / 7, antal })));
      for (const measure of ["kvot", "gini", "theil"] as const) {
        assert.ok(Math.abs((days[measure].value ?? 0) - (weeks[measure].value ?? 0)) < 1e-9);
      }
      assert.ok((days.gini.value ?? 1) < 1);
    },
  ));
  assert.equal(equality([{ varde: 1, antal: 1 }]).gini.value, null);
  assert.equal(equality([{ varde: 0, antal: 1 }, { varde: 3, antal: 1 }]).kvot.value, null);
  assert.equal(equality([{ varde: 0, antal: 1 }, { varde: 0, antal: 1 }]).theil.value, null);
});

Deno.test("equalityIntervals() gives the same for the same seed, holds the measure, and narrows with more", () => {
  const groups = (times: number) =>
    [0.2, 0.4].map((share) => ({
      varden: [{ varde: 0, antal: 50 * times * (1 - share) }, { varde: 1, antal: 50 * times * share }],
    }));
  const few = equalityIntervals(groups(1)).skillnad.value,
    many = equalityIntervals(groups(20)).skillnad.value;
  assert.deepEqual(equalityIntervals(groups(1)).skillnad.value, few);
  assert.notDeepEqual(equalityIntervals(groups(1), { seed: "annat" }).skillnad.value, few);
  assert.ok(few && many && many.low <= 0.2 && many.high !== null && many.high >= 0.2);
  // The standard error of the difference is √(0.2·0.8/1000 + 0.4·0.6/1000) = 0.02: ± 0.039 at 95 %.
  assert.ok(Math.abs((many.high - many.low) / 2 - 0.0392) < 0.008);
  assert.ok(few.high !== null && few.high - few.low > many.high - many.low);
  // Seven groups of one kind: whichever is largest by chance, they may be equal.
  const alike = [12, 14, 15, 13, 16, 11, 14].map((over) => ({
    varden: [{ varde: 0, antal: 40 - over }, { varde: 1, antal: over }],
  }));
  const { skillnad, kvot, gini } = equalityIntervals(alike);
  assert.deepEqual([skillnad, kvot, gini].map(({ value }) => value?.low), [0, 1, 0]);
  assert.throws(() => equalityIntervals([], { replicates: 0 }), RangeError);
  assert.throws(() => equalityIntervals([], { level: 1 }), RangeError);
});

Deno.test("PriorityRule refuses a rule without a limit and one with what it does not know", () => {
  assert.equal(PriorityRule.safeParse({ ...rule, grans_dagar: 0 }).success, false);
  assert.equal(PriorityRule.safeParse({ ...rule, vikt_alder: 1 }).success, false);
});
