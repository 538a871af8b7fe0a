import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import { CareContracts, contractLimits, contractUse, readContracts } from "../../lib/plan/mod.ts";
import { flow } from "./_plan.ts";

const avtal = {
  namn: "Starr",
  kopare: ["Region Dalarna", "Region Uppsala"],
  leverantor: "Kliniken",
  vardutbud: ["Gråstarr"],
  volym: 100,
  fran: "2024-01-01",
  till: "2024-12-31",
  option: null,
};
const monthly = (antal: number, rest: Parameters<typeof flow>[0] = {}) =>
  monthRange("2023-12", "2024-12").map((manad) =>
    flow({ utforare: "Kliniken", kalla: "privat", manad, antal, ...rest })
  );
const use = (changes: Partial<Parameters<typeof contractUse>[0][number]>, antal: number, asAt: string) =>
  contractUse([{ ...avtal, ...changes }], monthly(antal), { asAt })[0];

Deno.test("contractUse() counts its buyers, its provider and its vårdutbud in months that have ended within its time", () => {
  const flows = [
    ...monthly(2),
    ...monthly(2, { hemregion: "Region Uppsala" }),
    ...monthly(50, { hemregion: "Region Värmland" }),
    ...monthly(50, { vardutbud: "Gallsten" }),
    ...monthly(50, { utforare: "Annan" }),
  ];
  const [{ anvant, andel, tid }] = contractUse([avtal], flows, { asAt: "2024-04-29" });
  assert.deepEqual([anvant, andel], [12, 0.12]);
  assert.equal(tid, 120 / 366);
  assert.equal(contractUse([avtal], flows, { asAt: "2024-04-30" })[0].anvant, 16);
  assert.equal(contractUse([avtal], flows, { asAt: "2025-04-30" })[0].anvant, 48);
});

Deno.test("contractUse() warns of an agreement that fills before it ends, and says when", () => {
  // 12 a month: 48 of 100 after April, the rest takes 4,33 months: full in September.
  assert.deepEqual([use({}, 12, "2024-04-30").fulltManad, use({}, 12, "2024-04-30").varningar], ["2024-09", [
    "blir_fullt",
  ]]);
  // 8 a month: 96 at the end of December, it lasts.
  assert.deepEqual([use({}, 8, "2024-04-30").fulltManad, use({}, 8, "2024-04-30").varningar], [null, []]);
  assert.deepEqual(use({}, 0, "2024-04-30").fulltManad, null);
});

Deno.test("contractUse() counts from the last month that is not delivered, and does not know the use of none", () => {
  const cover = (last: string) => ({
    performed: (_: string, manad: string) => manad > last,
    bought: () => true,
  });
  const used = (last: string) =>
    contractUse([avtal], monthly(5), { asAt: "2024-04-30", cover: cover(last) })[0];
  assert.deepEqual([used("2023-12").anvant, used("2023-12").raknatFran], [20, null]);
  assert.deepEqual([used("2024-02").anvant, used("2024-02").raknatFran], [10, "2024-03"]);
  assert.deepEqual([used("2024-04").anvant, used("2024-04").andel, used("2024-04").varningar], [
    null,
    null,
    [],
  ]);
  const own = { ...avtal, leverantor: "Falu lasarett" };
  const limits = { asAt: "2024-04-30", months: ["2024-05"], cover: cover("2024-04") };
  assert.equal(contractLimits([own], [], limits)[0].hogst, 0);
});

Deno.test("contractUse() calls it nearly full from 90 % on, and full at the volume", () => {
  assert.deepEqual(use({ volym: 111 }, 25, "2024-04-30").varningar, ["snart_fullt"]);
  assert.deepEqual(use({ volym: 112 }, 25, "2024-04-30").varningar, ["blir_fullt"]);
  assert.deepEqual(use({}, 25, "2024-04-30").varningar, ["fullt"]);
  assert.equal(use({}, 25, "2024-04-30").fulltManad, null);
});

Deno.test("contractUse() warns 180 days before the end, unless it can still be prolonged; then of the last day to do it", () => {
  const ends = (till: string, option: { till: string; senast: string } | null = null) =>
    use({ till, option }, 1, "2024-04-30").varningar;
  assert.deepEqual(ends("2024-10-27"), ["gar_ut"]);
  assert.deepEqual(ends("2024-10-28"), []);
  assert.deepEqual(ends("2024-10-27", { till: "2025-10-27", senast: "2024-08-01" }), ["option"]);
  assert.deepEqual(ends("2024-10-27", { till: "2025-10-27", senast: "2024-04-29" }), ["gar_ut"]);
  assert.deepEqual(ends("2024-03-31"), ["lopt_ut"]);
});

Deno.test("contractUse() leaves out what has not begun", () => {
  assert.deepEqual(contractUse([avtal], [], { asAt: "2023-12-31" }), []);
  assert.equal(contractUse([avtal], [], { asAt: "2024-01-10" })[0].anvant, 0);
});

Deno.test("CareContracts refuses an end before the beginning, and an option that does not prolong", () => {
  const wrong = (changes: object) =>
    CareContracts.safeParse({ syntetisk: true, rader: [{ ...avtal, ...changes }] }).success;
  assert.equal(wrong({}), true);
  assert.equal(wrong({ till: "2023-12-31" }), false);
  assert.equal(wrong({ option: { till: "2024-12-31", senast: "2024-06-30" } }), false);
  assert.equal(wrong({ volym: 0 }), false);
});

Deno.test("readContracts() reads the checkout's agreements", async () => {
  const contracts = await readContracts(sampleData("avtal"));
  assert.ok(contracts.length >= 5);
  assert.equal(new Set(contracts.map(({ namn }) => namn)).size, contracts.length);
});

Deno.test("contractLimits() leaves what is neither used nor will be at the same pace, in the whole months of the agreement", () => {
  const bollnas = { ...avtal, leverantor: "Bollnäs sjukhus" };
  const flows = monthly(6, { utforare: "Bollnäs sjukhus", kalla: "samverkan" });
  const months = monthRange("2024-05", "2024-10");
  const limit = (changes: object, asAt = "2024-04-30") =>
    contractLimits([{ ...bollnas, ...changes }], flows, { asAt, months })
      .map(({ hogst, start, slut }) => [hogst, start, slut]);
  // 100 less 24 used less 6 × 6 to come.
  assert.deepEqual(limit({}), [[40, "2024-01", "2024-12"]]);
  assert.deepEqual(limit({ volym: 50 }), [[0, "2024-01", "2024-12"]]);
  assert.deepEqual(limit({ till: "2024-08-15" }), [[100 - 24 - 18, "2024-01", "2024-07"]]);
  // It begins later: nothing is used and no pace is known.
  assert.deepEqual(limit({ fran: "2024-06-15" }), [[100, "2024-07", "2024-12"]]);
  assert.deepEqual(limit({ till: "2024-04-29" }), []);
  assert.deepEqual(limit({ leverantor: "Kliniken" }), []);
});

Deno.test("contractUse() says from when it counts an agreement that began before the flows do", () => {
  const [late] = contractUse([{ ...avtal, fran: "2023-01-01" }], monthly(12), { asAt: "2024-04-30" });
  assert.deepEqual([late.anvant, late.raknatFran, late.fulltManad], [60, "2023-12", "2024-08"]);
  assert.equal(contractUse([avtal], monthly(12), { asAt: "2024-04-30" })[0].raknatFran, null);
});
