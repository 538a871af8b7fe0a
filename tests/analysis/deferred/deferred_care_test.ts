import assert from "node:assert/strict";
import fc from "fast-check";
import { deferredCare } from "../../../lib/analysis/deferred/mod.ts";
import { type Month, monthRange, workingDays, workingDaysIn } from "../../../lib/calendar/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

/** 100 wait at the end of each month, none of them new; `performed` is operated after a long wait. */
function region(
  name: string,
  performed: (manad: Month) => number,
  months = monthRange("2021-12", "2023-03"),
) {
  return months.flatMap((manad) => [
    { manad, region: name, status: "vantande" as const, lo: 200, hi: 200, antal: 100 },
    { manad, region: name, status: "genomforda" as const, lo: 200, hi: 200, antal: performed(manad) },
  ]);
}
const options = {
  baseline: { from: "2022-01", to: "2022-12" },
  span: { from: "2023-01", to: "2023-03" },
};
const late = (manad: Month) => manad < "2023-01" ? 60 : manad === "2023-02" ? 80 : 30;

Deno.test("deferredCare() holds each month against its own month of the year, by working days, and cumulates", () => {
  const value = deferredCare(region("Region Dalarna", late), options);
  const days = (manad: Month) => workingDays(`${manad}-01`, `${manad}-${manad.endsWith("02") ? 28 : 31}`);
  const expected = ["01", "02", "03"].map((month) => 60 / days(`2022-${month}`) * days(`2023-${month}`));
  const missing = expected.map((usual, index) => usual - [30, 80, 30][index]);
  value.rows.slice(0, 3).forEach(({ performed }, index) => {
    assert.ok(Math.abs(performed!.expected - expected[index]) < 1e-9);
    assert.ok(Math.abs(performed!.missing - missing[index]) < 1e-9);
  });
  assert.ok(missing[1] < 0, "February 2023 had more operations than usual");
  const sum = missing.reduce((all, one) => all + one, 0);
  assert.ok(Math.abs(value.rows[2].performed!.cumulated - sum) < 1e-9);
});

Deno.test("deferredCare() counts decisions by who is new on the list, apart from operations", () => {
  const cells = monthRange("2021-12", "2023-01").flatMap((manad) => [
    {
      manad,
      region: "Region Dalarna",
      status: "vantande" as const,
      lo: 9,
      hi: 9,
      antal: manad === "2023-01" ? 0 : 42,
    },
    { manad, region: "Region Dalarna", status: "genomforda" as const, lo: 99, hi: 99, antal: 42 },
  ]);
  const value = deferredCare(cells, { ...options, span: { from: "2023-01", to: "2023-01" } });
  const [{ decisions, performed }] = value.rows;
  assert.ok(decisions !== null && performed !== null);
  assert.equal(decisions.count, 0);
  assert.ok(decisions.missing > 40 && Math.abs(performed.missing - (performed.expected - 42)) < 1e-9);
});

Deno.test("deferredCare() sums regions, and gives all together no number of a month that one region lacks", () => {
  const uppsala = region("Region Uppsala", () => 10).filter(({ manad }) => manad !== "2023-02");
  const value = deferredCare([...region("Region Dalarna", late), ...uppsala], options);
  const of = (name: string | null) => value.rows.filter(({ region }) => region === name);
  assert.deepEqual(of("Region Uppsala").map(({ performed }) => performed === null), [false, true, false]);
  assert.deepEqual(of(null).map(({ performed }) => performed === null), [false, true, false]);
  const [dalarna, other, all] = ["Region Dalarna", "Region Uppsala", null].map((name) =>
    of(name)[2].performed!.cumulated
  );
  assert.ok(Math.abs(dalarna + other - all) < 1e-9);
  assert.deepEqual(
    value.absent,
    (["performed", "decisions"] as const).map((measure) => ({
      ...{ region: "Region Uppsala", manad: "2023-02", measure },
      reason: "Genomförda i februari 2023 är inte levererat",
    })),
  );
});

Deno.test("deferredCare() keeps the operations of a month whose waiting list is missing", () => {
  const whole = region("Region Dalarna", late);
  const lacking = whole.filter(({ manad, status }) => manad !== "2023-02" || status !== "vantande");
  const [before, after] = [whole, lacking].map((cells) => deferredCare(cells, options));
  assert.deepEqual(
    after.rows.map(({ performed }) => performed),
    before.rows.map(({ performed }) => performed),
  );
  assert.deepEqual(after.rows.slice(0, 3).map(({ decisions }) => decisions === null), [false, true, false]);
  assert.deepEqual(after.absent.map(({ measure, reason }) => [measure, reason]), [
    ["decisions", "Väntande i februari 2023 är inte levererat"],
  ]);
});

Deno.test("deferredCare(): a month removed from one region never changes another's numbers, and is named", () => {
  const months = monthRange("2021-12", "2023-03"),
    whole = [...region("Region Dalarna", late), ...region("Region Uppsala", () => 10)];
  const kept = deferredCare(whole, options).rows.filter(({ region }) => region === "Region Dalarna");
  fc.assert(
    fc.property(fc.constantFrom(...months), fc.constantFrom("vantande", "genomforda"), (manad, status) => {
      const lacking = whole.filter((cell) =>
        cell.region !== "Region Uppsala" || cell.manad !== manad || cell.status !== status
      );
      const { rows, absent, missing } = deferredCare(lacking, options);
      assert.deepEqual(rows.filter(({ region }) => region === "Region Dalarna"), kept);
      const isUsed = manad >= (status === "vantande" ? "2022-01" : "2022-01");
      assert.equal([...absent, ...missing].some(({ region }) => region === "Region Uppsala"), isUsed);
    }),
    { numRuns: 64 },
  );
});

Deno.test("deferredCare() leaves out a region whose baseline lacks a month, and tells when none is left", () => {
  const short = region("Region Uppsala", () => 10, monthRange("2022-03", "2023-03"));
  const value = deferredCare([...region("Region Dalarna", late), ...short], options);
  assert.deepEqual(value.missing.map(({ region }) => region), ["Region Uppsala"]);
  assert.deepEqual([...new Set(value.rows.map(({ region }) => region))], ["Region Dalarna", null]);
  assert.deepEqual(deferredCare(short, options).rows, []);
  assert.deepEqual(deferredCare([], options).rows, []);
  assert.throws(() => deferredCare([], { ...options, span: { from: "2023-02", to: "2023-01" } }), RangeError);
});

Deno.test("deferredCare() sets no region's surplus off against another's debt, unless it is asked to", () => {
  const more = (manad: Month) => manad < "2023-01" ? 60 : 90;
  const cells = [...region("Region Dalarna", late), ...region("Region Uppsala", more)];
  const lastOf = (netted: boolean) =>
    deferredCare(cells, { ...options, netted }).rows.filter(({ manad }) => manad === "2023-03")
      .map(({ performed }) => performed!.cumulated);
  const [dalarna, uppsala, together] = lastOf(false);
  assert.ok(dalarna > 0 && uppsala < 0);
  assert.equal(together, dalarna);
  assert.ok(Math.abs(lastOf(true)[2] - dalarna - uppsala) < 1e-9);
});

Deno.test("deferredCare()'s 95 % intervals hold what is truly missing about as often as they say, even months or not", () => {
  const random = seededRandom("skuld"), months = monthRange("2021-01", "2023-12");
  for (const [unevenness, least, most] of [[0, 0.9, 0.99], [0.1, 0.86, 0.99]] as const) {
    let inside = 0;
    const tries = 120;
    for (let each = 0; each < tries; each++) {
      // nothing is truly missing: all months are drawn about the same number a working day
      const drawn = region("Region Dalarna", (manad) => {
        const mean = 20 * workingDaysIn(manad) * (1 + unevenness * random.normal());
        return Math.max(0, Math.round(mean + Math.sqrt(Math.max(mean, 1)) * random.normal()));
      }, months);
      const { rows } = deferredCare(drawn, {
        baseline: { from: "2021-01", to: "2021-12" },
        span: { from: "2022-01", to: "2023-12" },
      });
      const { cumulated, standardError } = rows.findLast((row) => row.region !== null)!.performed!;
      if (Math.abs(cumulated) <= 1.96 * standardError) inside++;
    }
    assert.ok(inside / tries > least && inside / tries < most, `${unevenness}: ${inside / tries}`);
  }
});
