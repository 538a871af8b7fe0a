import assert from "node:assert/strict";
import { Profile, profiles, recognise, TOTAL } from "../../lib/contract/mod.ts";
import { cubeDefinition, gaps } from "../../lib/cube/mod.ts";

const header = ["manad", "status", "region"];

/** The spans of a row: first day, last day, deviation, count. */
function spansOf(
  columns: readonly string[],
  row: Readonly<Record<string, number | string>>,
  profile?: Profile,
) {
  const { waits } = cubeDefinition(recognise([...header, ...columns], profile ? [profile] : profiles));
  assert.ok(waits.kind === "several");
  return waits.spans((name) => row[name] ?? null).map((
    { lo, hi, deviation, antal },
  ) => [lo, hi, deviation, antal]);
}

Deno.test("cubeDefinition() gives an aggregated row's bands and deviations, none that is empty", () => {
  const columns = ["0-30", "31-60", "61-90", "91-365", "366+", "pvv", "mov"];
  assert.deepEqual(spansOf(columns, { d0_30: 5, d31_60: 0, d91_365: 4, d366: 1, pvv: 3, mov: 0 }), [
    [0, 30, null, 5],
    [91, 365, null, 4],
    [366, null, null, 1],
    [0, null, "PvV", 3],
  ]);
  assert.deepEqual(spansOf(columns, {}), []);
});

Deno.test("cubeDefinition() puts what antal holds beyond the bands into the days that no band answers for", () => {
  const some = ["0-30", "61-90", "366+", "antal"];
  assert.deepEqual(spansOf(some, { d0_30: 5, d61_90: 1, d366: 2, antal: 20 }), [
    [0, 30, null, 5],
    [61, 90, null, 1],
    [366, null, null, 2],
    [31, 365, null, 12],
  ]);
  assert.deepEqual(spansOf(some, { d0_30: 5, d61_90: 1, antal: 20 }).at(-1), [31, null, null, 14]);
  assert.deepEqual(spansOf(some, { d0_30: 5, d61_90: 1, d366: 2, antal: 8 }).length, 3);
  assert.deepEqual(spansOf(["antal"], { antal: 20 }), [[0, null, null, 20]]);
  const all = ["0-30", "31-60", "61-90", "91-365", "366+", "antal"];
  assert.equal(spansOf(all, { d0_30: 5, d31_60: 3, d61_90: 1, d91_365: 4, d366: 1, antal: 99 }).length, 5);
});

Deno.test("cubeDefinition() takes those over the next limit from those over a limit", () => {
  const profile = Profile.parse({
    namn: "granser",
    beskrivning: "",
    layout: "aggregat",
    troskelvarden: [{ namn: "över 90", over: 90 }, { namn: "över 180", over: 180 }],
  });
  const columns = ["över 90", "över 180", "antal"];
  assert.deepEqual(spansOf(columns, { over_90: 9, over_180: 2, antal: 30 }, profile), [
    [91, 180, null, 7],
    [181, null, null, 2],
    [0, 90, null, 21],
  ]);
  assert.deepEqual(spansOf(columns, { over_90: 2, over_180: 2 }, profile), [[181, null, null, 2]]);
});

Deno.test("cubeDefinition() reads a band row's band", () => {
  const columns = ["band", "antal"];
  assert.deepEqual(spansOf(columns, { band: "31-60", antal: 4 }), [[31, 60, null, 4]]);
  assert.deepEqual(spansOf(columns, { band: "366-", antal: 4 }), [[366, null, null, 4]]);
  assert.deepEqual(spansOf(columns, { band: "366-", antal: 0 }), []);
});

Deno.test("cubeDefinition() takes a total that is kept as not told apart, and a hospital's ownership from the list", () => {
  const { dimensions } = cubeDefinition(recognise([...header, "0-30"], profiles));
  assert.deepEqual(
    [TOTAL, "Sjukhus saknas", "Mora lasarett", null].map((name) => dimensions.sjukhus!.make(name)),
    [
      null,
      null,
      "Mora lasarett",
      null,
    ],
  );
  const ownership = (own: string | null, hospital: string | null, month: string) =>
    dimensions.agarform!.make(own, hospital, month);
  assert.equal(ownership("offentlig", "Bollnäs sjukhus", "2019-12"), "offentlig");
  assert.equal(ownership(TOTAL, "Bollnäs sjukhus", "2019-12"), "privat");
  assert.equal(ownership(null, "Bollnäs sjukhus", "2020-01"), "offentlig");
  assert.equal(ownership(null, null, "2020-01"), null);
});

Deno.test("gaps() gives the days that no band answers for", () => {
  assert.deepEqual(gaps([]), [{ lo: 0, hi: null }]);
  assert.deepEqual(gaps([{ lo: 91, hi: null }, { lo: 0, hi: 30 }]), [{ lo: 31, hi: 90 }]);
  assert.deepEqual(gaps([{ lo: 1, hi: 30 }]), [{ lo: 0, hi: 0 }, { lo: 31, hi: null }]);
});
