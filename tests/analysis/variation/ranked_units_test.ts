import assert from "node:assert/strict";
import { rankUnits } from "../../../lib/analysis/variation/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

/** The eight schools of Rubin 1981. */
const SCHOOLS = [[28, 15], [8, 10], [-3, 16], [7, 11], [-1, 9], [1, 11], [18, 10], [12, 18]].map(
  ([value, standardError], index) => ({ unit: "ABCDEFGH"[index], value, standardError }),
);

Deno.test("rankUnits() gives the eight schools' published estimates: Gelman et al., Bayesian Data Analysis, 5.5", () => {
  const { units, mean, between } = rankUnits(SCHOOLS, { draws: 20_000 });
  // means as the example of RStan gives them, flat priors on mean and spread
  const published = [11.4, 7.9, 6.1, 7.7, 5.1, 6.1, 10.6, 8.4];
  units.forEach(({ shrunken }, index) =>
    assert.ok(Math.abs(shrunken - published[index]) < 0.5, `${shrunken} for ${published[index]}`)
  );
  assert.ok(Math.abs(mean - 8) < 0.3 && Math.abs(between - 6.6) < 0.5, `${mean} ${between}`);
  // table 5.3: 2.5 and 97.5 % of school A from 200 draws are -2 and 31
  assert.ok(Math.abs(units[0].low + 2) < 2 && Math.abs(units[0].high - 31) < 2);
  // nobody is certain of a place
  assert.ok(units.every(({ rankFrom, rankTo }) => rankFrom === 1 && rankTo === 8));
});

Deno.test("rankUnits(): the probabilities of being among the highest sum to their number, in any order of units", () => {
  const sum = (top: number) =>
    rankUnits(SCHOOLS, { top }).units.reduce((all, { topProbability }) => all + topProbability, 0);
  assert.ok(Math.abs(sum(3) - 3) < 1e-9);
  assert.ok(Math.abs(sum(1) - 1) < 1e-9);
  const back = rankUnits(SCHOOLS.toReversed()).units.toReversed();
  rankUnits(SCHOOLS).units.forEach(({ shrunken, topProbability }, index) => {
    assert.ok(Math.abs(shrunken - back[index].shrunken) < 1e-9);
    assert.ok(Math.abs(topProbability - back[index].topProbability) < 0.05);
  });
});

Deno.test("rankUnits()'s 95 % intervals of ranks hold the true place, and its estimates lie nearer than the raw", () => {
  const random = seededRandom("sanna platser");
  let inside = 0, all = 0, raw = 0, drawn = 0;
  for (let each = 0; each < 60; each++) {
    const truth = Array.from({ length: 7 }, () => 0.3 + 0.03 * random.normal());
    const place = truth.map((own) => 1 + truth.filter((other) => other > own).length);
    const standardErrors = truth.map(() => 0.01 + 0.03 * random.next());
    const { units } = rankUnits(
      truth.map((own, index) => ({
        unit: `${index}`,
        value: own + standardErrors[index] * random.normal(),
        standardError: standardErrors[index],
      })),
      { draws: 800, seed: `${each}` },
    );
    units.forEach(({ rankFrom, rankTo, value, shrunken }, index) => {
      all++;
      if (rankFrom <= place[index] && place[index] <= rankTo) inside++;
      raw += (value - truth[index]) ** 2;
      drawn += (shrunken - truth[index]) ** 2;
    });
  }
  assert.ok(inside / all > 0.93, `${inside / all}`);
  assert.ok(drawn < 0.85 * raw, `${drawn / raw}`);
});

Deno.test("rankUnits() draws nothing in with two units, and refuses what has no uncertainty", () => {
  const two = rankUnits(SCHOOLS.slice(0, 2));
  assert.deepEqual(two.units.map(({ shrunken }) => shrunken), [28, 8]);
  assert.equal(two.between, 0);
  assert.deepEqual(rankUnits([]).units, []);
  assert.throws(
    () => rankUnits([{ unit: "A", value: 1, standardError: 0 }]),
    /standard error > 0: got 1 and 0 for A/,
  );
  assert.throws(() => rankUnits(SCHOOLS, { top: 0 }), RangeError);
  assert.throws(() => rankUnits(SCHOOLS, { level: 1 }), RangeError);
  assert.throws(() => rankUnits(SCHOOLS, { draws: 0 }), RangeError);
});
