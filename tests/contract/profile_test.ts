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

Deno.test("recognise() takes no file for another country's because it has a month", () => {
  for (
    const header of [["månad", "antal"], ["månad", "sjukhus", "antal", "0-30"], ["year", "month", "region"]]
  ) {
    assert.throws(() => recognise(header, profiles), LayoutError);
  }
});
