import assert from "node:assert/strict";
import fc from "fast-check";
import { adjustedMonths, seasonalFit } from "../../../lib/analysis/season/mod.ts";
import { addMonths, type Month, workingDaysIn } from "../../../lib/calendar/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

const raw = [1.1, 1.05, 1.1, 1, 1.05, 0.9, 0.4, 0.6, 1.15, 1.2, 1.15, 0.9];
const mean = raw.reduce((sum, each) => sum + each, 0) / 12;
/** A summer stop and a full autumn; its mean is 1. */
const SEASON = raw.map((each) => each / mean);
const NONE = Array<number>(12).fill(1);

/** A series from January with a growth a month, a season, and noise on the logarithmic scale. */
function series(months: number, growth: number, season: readonly number[], noise = 0): number[] {
  const random = seededRandom(`${months} ${growth} ${noise}`);
  return Array.from(
    { length: months },
    (_, index) => 100 * (1 + growth) ** index * season[index % 12] * Math.exp(noise * random.normal()),
  );
}

Deno.test("seasonalFit() tells growth from season within 0.02, on 24 to 60 months", () => {
  for (const months of [24, 29, 36, 48, 60]) {
    for (const growth of [-0.02, -0.01, 0, 0.01, 0.02]) {
      for (const truth of [NONE, SEASON]) {
        const { season, slope, level } = seasonalFit(series(months, growth, truth), { from: "2020-01" });
        season.forEach((factor, month) =>
          assert.ok(Math.abs(factor - truth[month]) < 0.02, `${months} ${growth} ${month}: ${factor}`)
        );
        assert.ok(Math.abs(slope - Math.log(1 + growth)) < 0.001, `${slope}`);
        assert.ok(Math.abs(level[months - 1] / (100 * (1 + growth) ** (months - 1)) - 1) < 0.02);
      }
    }
  }
});

Deno.test("seasonalFit() draws a season that chance could have made towards none", () => {
  const seasons = Array.from(
    { length: 40 },
    (_, index) => seasonalFit(series(36, 0.0001 * index, NONE, 0.05), { from: "2020-01" }).season,
  );
  const off = seasons.flatMap((season) => season.map((factor) => (factor - 1) ** 2));
  const size = Math.sqrt(off.reduce((sum, each) => sum + each, 0) / off.length);
  assert.ok(size < 0.018, `${size}: unshrunk it would be about ${0.05 / Math.sqrt(3)}`);
});

Deno.test("seasonalFit() finds no season with less than two years, and 0 where nothing ever happens", () => {
  const short = seasonalFit(series(23, 0, SEASON), { from: "2020-01" });
  assert.deepEqual([short.hasSeason, short.season], [false, NONE]);
  const still = SEASON.map((factor, month) => month === 6 ? 0 : factor);
  const { season, adjusted } = seasonalFit(series(36, 0.01, still), { from: "2020-01" });
  assert.deepEqual([season[6], adjusted[6]], [0, null]);
});

Deno.test("seasonalFit() is moved little by one outlier, and not by a missing month", () => {
  const values: (number | null)[] = series(36, 0.01, SEASON, 0.02);
  const before = seasonalFit(values, { from: "2020-01" });
  values[20] = 3 * values[20]!;
  values[27] = null;
  const after = seasonalFit(values, { from: "2020-01" });
  after.season.forEach((factor, month) =>
    assert.ok(Math.abs(factor - before.season[month]) < (month === 8 ? 0.06 : 0.03), `${month}: ${factor}`)
  );
});

Deno.test("seasonalFit() adds a share's season, and gives nothing of a list where nothing happens", () => {
  const share = Array.from({ length: 30 }, (_, index) => 0.7 + (index % 12 === 8 ? -0.11 : 0.01));
  const { season, adjusted } = seasonalFit(share, { from: "2020-01", scale: "plain" });
  assert.ok(Math.abs(season[8] + 0.11) < 1e-6 && adjusted.every((value) => Math.abs(value! - 0.7) < 1e-6));
  const { current, level } = seasonalFit([0, 0, 0], { from: "2020-01" });
  assert.deepEqual([current, level], [0, [0, 0, 0]]);
  assert.throws(() => seasonalFit([1, -1], { from: "2020-01" }), RangeError);
});

Deno.test("adjustedMonths() divides by working days and leaves a month that lacks a region without value", () => {
  const both = ["Region Dalarna", "Region Uppsala"], from = "2021-01";
  const months = series(30, 0, NONE).map((value, index) => {
    const manad: Month = addMonths(from, index);
    return { manad, value: value * workingDaysIn(manad), regions: index === 10 ? ["Region Uppsala"] : both };
  });
  const found = adjustedMonths(months, { measure: "count" });
  found.forEach(({ value, missing, workingDays }, index) => {
    assert.equal(workingDays, workingDaysIn(addMonths(from, index)));
    if (index === 10) assert.deepEqual([value, missing], [null, ["Region Dalarna"]]);
    else assert.ok(Math.abs(value! - 100) < 1e-3, `${value}`);
  });
  fc.assert(fc.property(fc.integer({ min: 1, max: 28 }), (gone) => {
    const skipped = adjustedMonths(months.filter((_, index) => index !== gone), { measure: "count" });
    assert.deepEqual(skipped.map(({ manad }) => manad), found.map(({ manad }) => manad));
    assert.equal(skipped[gone].value, null);
  }));
  assert.throws(() => adjustedMonths(months.toReversed(), { measure: "count" }), /in order, each once/);
  assert.throws(() => adjustedMonths([months[0], months[0]], { measure: "count" }), /in order, each once/);
});
