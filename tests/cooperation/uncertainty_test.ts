import assert from "node:assert/strict";
import {
  jointList,
  jointListUncertainty,
  operationRateErrors,
  operationRates,
  transferRange,
} from "../../lib/cooperation/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

const [dalarna, uppsala] = ["Region Dalarna", "Region Uppsala"];
const queue = (region: string, antal: number) => ({
  region,
  hemregion: region,
  dagar: 50,
  tillMaldatum: null,
  antal,
});
const list = [queue(dalarna, 200), queue(uppsala, 100)];

Deno.test("operationRateErrors() is that of counts by chance, and larger the more unevenly the months come", () => {
  const cells = (counts: readonly number[]) =>
    monthRange("2023-05", "2024-04").map((manad, index) => ({
      ...{ manad, region: dalarna, status: "genomforda" as const, lo: 9, hi: 9 },
      antal: counts[index % counts.length],
    }));
  const errorOf = (counts: readonly number[]) =>
    operationRateErrors(cells(counts), { asAt: "2024-04" }).get(dalarna)!;
  assert.ok(Math.abs(errorOf([30]) - Math.sqrt(360) / 366) < 1e-12);
  assert.ok(errorOf([10, 50]) > 3 * errorOf([30]));
  assert.equal(operationRateErrors([], { asAt: "2024-04" }).size, 0);
});

Deno.test("jointListUncertainty()'s intervals hold the truth when the rates are estimated", () => {
  const random = seededRandom("takter"), days = 366, truth = { [dalarna]: 0.5, [uppsala]: 1 };
  const extraAt = (rates: { region: string; perDag: number }[]) =>
    jointList(list, { rates }).find(({ region }) => region === dalarna)!.extra.value!;
  const real = extraAt([dalarna, uppsala].map((region) => ({ region, perDag: truth[region] })));
  let inside = 0;
  const tries = 100;
  for (let each = 0; each < tries; each++) {
    const counts = [dalarna, uppsala].map((region) => ({
      region,
      count: random.poisson(truth[region] * days),
    }));
    const rates = counts.map(({ region, count }) => ({ region, perDag: count / days }));
    const errors = new Map(counts.map(({ region, count }) => [region, Math.sqrt(count) / days]));
    const { extra } = jointListUncertainty(list, { rates, errors, seed: `${each}` });
    const { low, high } = extra.get(dalarna)!;
    if (low <= real && real <= high) inside++;
  }
  assert.ok(inside >= 88, `${inside}`);
});

Deno.test("jointListUncertainty() bounds the inequality, and leaves out a list where nobody is operated", () => {
  const rates = operationRates([
    { manad: "2024-04", region: dalarna, status: "genomforda", lo: 9, hi: 9, antal: 30 },
  ], { asAt: "2024-04" });
  const { extra, idag } = jointListUncertainty(list, { rates, errors: new Map() });
  assert.equal(extra.has(uppsala), false);
  assert.equal(idag.skillnad.value, null);
  const both = [...rates, { region: uppsala, perDag: 2 }];
  const known = jointListUncertainty(list, { rates: both, errors: new Map([[dalarna, 0.2]]) }).idag.skillnad
    .value!;
  assert.ok(known.low < known.value && known.value < known.high!);
  assert.throws(() => jointListUncertainty(list, { rates, errors: new Map(), level: 1 }), RangeError);
});

Deno.test("transferRange() moves no more than proposed, fewer when fewer may accept, and all when all do", () => {
  const vardutbud = "Knäled protes", varmland = { region: "Region Värmland", sjukhus: null };
  const orebro = { region: "Region Örebro län", sjukhus: null };
  const problem = {
    lists: [
      { ...varmland, vardutbud, vantande: 400, over: 200, medelvantan: 90 },
      { ...orebro, vardutbud, vantande: 400, over: 50, medelvantan: 40 },
    ],
    free: [{ ...orebro, vardutbud, manad: "2024-06", antal: 300, kalla: "signal" as const }],
    rules: { months: ["2024-06"] },
  };
  const transfer = {
    ...{ fran: varmland, till: orebro, vardutbud, manad: "2024-06", villkor: {}, kalla: "signal" as const },
    ...{ resa: { km: 111, minuter: 90, uppskattad: false }, undantrangning: 0 },
  };
  const range = (antal: number, spread: number) =>
    transferRange(problem, [{ ...transfer, antal }], { spread });
  // half of 200 accept 111 km: 100 in the mean, and by chance 7 more or fewer
  const { flyttas, over } = range(100, 0.1);
  assert.ok(flyttas.low > 60 && flyttas.low < 90 && flyttas.high === 100, JSON.stringify(flyttas));
  assert.deepEqual([over.low, over.high], [250 - flyttas.high, 250 - flyttas.low]);
  assert.ok(range(100, 0).flyttas.low > flyttas.low);
  assert.deepEqual(range(20, 0.01).flyttas, { low: 20, high: 20 });
  assert.throws(() => range(20, 2), RangeError);
});
