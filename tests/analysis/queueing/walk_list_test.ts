import assert from "node:assert/strict";
import fc from "fast-check";
import {
  geometricProfile,
  listInBalance,
  profileForPercentile,
  walkList,
} from "../../../lib/analysis/queueing/mod.ts";

/** The case of NHSRtt's own test ("apply_params_to_projections functionality"), by periods waited 0–4. */
const UPSTREAM = {
  waiting: [197, 121, 143, 331, 0],
  additions: [338, 330, 372, 335],
  operations: [322, 494, 436, 360],
  leaving: [0.37640166060088, -2.06558994698596, -4.2180808626746, -4.25999018821329, -4.32030318523386],
  chances: [0.5196652828326, 2.55465828915496, 4.3484007188955, 4.38332515684441, 4.43358598769489],
};
const OPERATED = [
  [17.1419745447141, 49.1156035218472, 51.3493996934086, 61.173054609372, 143.219967630658],
  [5.34233231216657, 15.4102002414251, 75.1560008731345, 79.2051968693715, 318.886269703902],
  [1.03036016834504, 2.7292965202228, 13.4006185771742, 65.8801161090067, 352.959608625251],
  [0.144799840712464, 0.49073497725839, 2.21261277387852, 10.9509972266818, 346.200855181469],
];
const WAITING = [
  [193.634264172189, 554.805616034387, 580.038384690218, 691.005542305128, 1617.80038668175],
  [200.445119689543, 578.19305339686, 2819.86456666029, 2971.79101538826, 11964.6612683718],
  [230.948222088128, 611.753247322438, 3003.65748828437, 14766.5798366144, 79113.495052757],
  [208.760643857993, 707.501812930386, 3189.96529975838, 15788.2579199025, 499124.260608735],
];

Deno.test("walkList() gives every value that NHSRtt's own test asserts", () => {
  const walked = walkList(UPSTREAM);
  const near = (found: readonly number[], expected: readonly number[]) =>
    found.forEach((value, k) =>
      assert.ok(Math.abs(value / expected[k] - 1) < 1e-9, `${value} ${expected[k]}`)
    );
  walked.forEach(({ operated, waiting }, period) => {
    near(operated, OPERATED[period]);
    near(waiting, WAITING[period]);
  });
});

Deno.test("walkList() gives surplus operations to who has waited longest, or takes them from all alike", () => {
  // 1, 1, 1 and 4 after a period; the five operations of the second compartment leave it at -4
  const walk = {
    waiting: [1, 1, 4, 0],
    additions: [1],
    operations: [5],
    leaving: [0, 0, 0, 0],
    chances: [0, 5, 0, 0],
  };
  assert.deepEqual(walkList(walk)[0].waiting.map((count) => Number(count.toFixed(9))), [0, 0, 0, 2]);
  assert.deepEqual(walkList({ ...walk, surplus: "longest_first" })[0].waiting, [1, 0, 1, 0]);
});

Deno.test("walkList() settles in listInBalance()'s list when its operations are shared out as they are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 50, max: 500 }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      fc.double({ min: 0.05, max: 0.3, noNaN: true }),
      (additions, stay, leave) => {
        const leaving = Array<number>(6).fill(leave), profile = geometricProfile(stay, 6);
        const balance = listInBalance({
          additions,
          leaving,
          operations: profile.map((part) => part * additions / 3),
        });
        const inflow = [additions, ...balance.waiting.slice(0, -1)];
        const chances = inflow.map((count, k) => count > 0 ? balance.operated[k] / count : 0);
        const total = balance.operated.reduce((sum, each) => sum + each, 0);
        const [next] = walkList({
          waiting: [...balance.waiting.slice(0, -1), 0],
          ...{ additions: [additions], operations: [total], leaving, chances },
        });
        next.waiting.forEach((count, k) => assert.ok(Math.abs(count - balance.waiting[k]) < 1e-6));
      },
    ),
  );
});

Deno.test("walkList() refuses unequal lengths, negative counts and shares above 1", () => {
  const walk = { waiting: [1], additions: [1], operations: [1], leaving: [0], chances: [1] };
  assert.throws(() => walkList({ ...walk, operations: [] }), /equally long: got 1, 0/);
  assert.throws(() => walkList({ ...walk, leaving: [] }), RangeError);
  assert.throws(() => walkList({ ...walk, additions: [-1] }), RangeError);
  assert.throws(() => walkList({ ...walk, leaving: [1.1] }), /at most 1: got 1.1/);
  assert.deepEqual(walkList(walk)[0].waiting, [1]);
});

Deno.test("profileForPercentile() gives NHSRtt's example, whose counts are rounded", () => {
  const { value } = profileForPercentile({
    additions: 12_000,
    leaving: [0.04, 0.04, 0.03, 0.01, 0.02, 0.02, 0.01],
    first: 2651.227,
    periods: 18 / 4.35,
  });
  // find_p() of NHSRtt: p1 0.81997, mu 10 833, wlsize 24 625, at a tolerance of 0.001 weeks
  assert.ok(Math.abs(value!.stay - 0.81997) < 3e-4);
  assert.ok(Math.abs(value!.operations - 10_833) < 6);
  assert.ok(Math.abs(value!.listSize - 24_625) < 6);
  assert.ok(Math.abs(value!.periods - 18 / 4.35) < 1e-6);
});

Deno.test("profileForPercentile() gives a reason where no profile meets the percentile", () => {
  const goal = { additions: 100, leaving: Array<number>(6).fill(0), first: 10 };
  const none = profileForPercentile({ ...goal, periods: 40 });
  assert.ok(none.value === null && /Ingen profil/.test(none.reason));
  assert.throws(() => profileForPercentile({ ...goal, periods: 0 }), RangeError);
  assert.throws(() => profileForPercentile({ ...goal, periods: 2, share: 1 }), RangeError);
});
