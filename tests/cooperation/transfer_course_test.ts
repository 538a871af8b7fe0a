import assert from "node:assert/strict";
import { type CapacityCell, transferCourse } from "../../lib/cooperation/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";

const vardutbud = "Knäled protes", asAt = "2024-04";
const place = (region: string) => ({ region: `Region ${region}`, sjukhus: null });

/** 30 come a month, none leaves, and all 30 are operated in their fifth: 30 wait in each of four months, 30 over 90 days. */
function steady(region: string): CapacityCell[] {
  const cell = (manad: string, status: "vantande" | "genomforda", days: number): CapacityCell => (
    { manad, status, ...place(region), vardutbud, avvikelse: null, lo: days, hi: days, antal: 30 }
  );
  return monthRange("2023-04", asAt).flatMap((manad) => [
    ...[10, 40, 70, 100].map((days) => cell(manad, "vantande", days)),
    cell(manad, "genomforda", 130),
  ]);
}
const list = (region: string) => ({ ...place(region), vardutbud, vantande: 120, over: 30, medelvantan: 55 });
const problem = {
  lists: [list("Dalarna"), list("Uppsala"), list("Örebro län")],
  free: [],
  rules: { months: monthRange("2024-06", "2024-08") },
};
const cells = ["Dalarna", "Uppsala", "Örebro län"].flatMap(steady);
const transfer = (kalla: "signal" | "beräknad", manad = "2024-06") => ({
  ...{ fran: place("Dalarna"), till: place("Uppsala"), vardutbud, manad, antal: 10, villkor: {}, kalla },
  ...{ resa: { km: 100, minuter: 60, uppskattad: false }, undantrangning: 0 },
});

Deno.test("transferCourse() leaves a list in balance as it is, and a helped one as much shorter as it was helped", () => {
  const rows = transferCourse(problem, [transfer("signal")], cells, { asAt });
  assert.deepEqual(rows.map(({ region }) => region), ["Region Dalarna", "Region Uppsala"]);
  const [dalarna, uppsala] = rows.map(({ slut }) => slut.value!);
  assert.ok(Math.abs(dalarna.utan - 30) < 1e-6 && Math.abs(dalarna.med - 20) < 1e-6);
  assert.ok(Math.abs(uppsala.utan - 30) < 1e-6 && Math.abs(uppsala.med - 30) < 1e-6);
});

Deno.test("transferCourse() lets a receiver whose room is reckoned do as many fewer of its own", () => {
  const [, uppsala] = transferCourse(problem, [transfer("beräknad")], cells, { asAt });
  assert.ok(Math.abs(uppsala.slut.value!.med - 40) < 1e-6, `${uppsala.slut.value!.med}`);
});

Deno.test("transferCourse() says which month is missing", () => {
  const lacking = cells.filter(({ manad, region, status }) =>
    manad !== "2023-12" || region !== "Region Dalarna" || status !== "genomforda"
  );
  const [dalarna, uppsala] = transferCourse(problem, [transfer("signal")], lacking, { asAt });
  assert.ok(dalarna.slut.value === null && /genomförda saknas/.test(dalarna.slut.reason));
  assert.ok(uppsala.slut.value !== null, "another region's list is as before");
});
