import assert from "node:assert/strict";
import {
  judgeRecord,
  LayoutError,
  Profile,
  profileLayout,
  profiles,
  recognise,
} from "../../lib/contract/mod.ts";

const limits = Profile.parse({
  namn: "granser",
  beskrivning: "Antal över gränser",
  layout: "aggregat",
  troskelvarden: [{ namn: "över ett år", over: 364 }, { namn: "över 18 veckor", over: 126 }],
});

Deno.test("profileLayout() makes bands of columns that count those over a limit", () => {
  assert.deepEqual(profileLayout(limits).bands, [
    { field: "over_126", lo: 127, hi: 364, utom: "over_364" },
    { field: "over_364", lo: 365, hi: null },
  ]);
  const header = ["manad", "status", "region", "Över ett år", "Över 18 veckor"];
  const { sources } = recognise(header, [limits]);
  assert.deepEqual([sources.over_126, sources.over_364], [{ columns: [4] }, { columns: [3] }]);
});

Deno.test("judgeRecord() wants every limit, and no more over a higher limit than over a lower", () => {
  const row = { manad: "2024-04", status: "väntande", region: "Dalarna" };
  const broken = (record: Record<string, string>) =>
    judgeRecord(profileLayout(limits), { ...row, ...record }).breaches.map(({ rule }) => rule);
  assert.deepEqual(broken({ over_126: "5", over_364: "5" }), []);
  assert.deepEqual(broken({ over_126: "5", over_364: "6" }), ["over_364_fler_an_over_126"]);
  assert.deepEqual(broken({ over_126: "5" }), ["over_364_saknas"]);
  assert.deepEqual(broken({ over_126: "5", over_364: "1", antal: "9" }), []);
  assert.deepEqual(broken({ over_126: "5", over_364: "1", antal: "4" }), ["bandsumma_stammer_inte"]);
});

Deno.test("Profile refuses limits beside bands, and in other layouts", () => {
  const profile = { ...limits, band: [{ namn: "0-30", lo: 0, hi: 30 }] };
  assert.equal(Profile.safeParse(profile).success, false);
  assert.equal(Profile.safeParse({ ...limits, layout: "register" }).success, false);
});

Deno.test("Profile refuses bands that end before they begin, or later than a cell can", () => {
  const accepts = (lo: number, hi: number | null) =>
    Profile.safeParse({ namn: "x", beskrivning: "", layout: "aggregat", band: [{ namn: "x", lo, hi }] })
      .success;
  assert.deepEqual([accepts(0, 30), accepts(30, 30), accepts(366, null), accepts(0, 2 ** 31 - 2)], [
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual([accepts(31, 30), accepts(0, 2 ** 31 - 1), accepts(2 ** 31, null), accepts(-1, 3)], [
    false,
    false,
    false,
    false,
  ]);
  const limit = (over: number) =>
    Profile.safeParse({ ...limits, troskelvarden: [{ namn: "x", over }] }).success;
  assert.deepEqual([limit(365), limit(2 ** 31 - 2)], [true, false]);
});

Deno.test("Profile refuses a code that its field does not have, and a band that is no days", () => {
  const problem = (field: string, value: string) => {
    const koder = { [field]: { "så": value } };
    const read = Profile.safeParse({ namn: "x", beskrivning: "", layout: "bandrader", koder });
    return read.success ? null : `${read.error.issues[0].path.join(".")} ${read.error.issues[0].message}`;
  };
  assert.equal(problem("status", "vantande"), null);
  assert.equal(problem("status", "avslutad"), "koder.status.så ska vara vantande, genomforda");
  assert.equal(problem("avvikelse", "annat"), "koder.avvikelse.så ska vara PvV, MoV, SoV");
  assert.equal(problem("agarform", "(alla)"), null);
  assert.equal(problem("region", "Irland"), null);
  assert.equal(problem("constructor", "x"), null);
  for (const value of ["0-30", "366-", "0-", "(bortses)"]) assert.equal(problem("band", value), null, value);
  for (const value of ["x", "", "-30", "31-30", "0-30-60", "0-2147483647", "2147483648-"]) {
    assert.equal(
      problem("band", value),
      "koder.band.så ska vara dagar som 0-30 eller 366-, eller (bortses)",
      value,
    );
  }
});

Deno.test("recognise() takes no file for another country's because it has a month", () => {
  for (
    const header of [["månad", "antal"], ["månad", "sjukhus", "antal", "0-30"], ["year", "month", "region"]]
  ) {
    assert.throws(() => recognise(header, profiles), LayoutError);
  }
});
