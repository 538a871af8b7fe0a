import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { deliveredOf } from "../../lib/judge/delivered.ts";
import { judgedSlots } from "../../lib/judge/slots.ts";
import { extract, judgement, reading, slots } from "./_small_delivery.ts";

Deno.test("deliveredOf() gives an aggregate's accepted rows with their places, and the columns that are not read", () => {
  const delivered = deliveredOf(extract, reading, judgement, slots);
  assert.deepEqual(
    delivered.rows.map(({ region, sjukhus, d0_30, d31_60 }) => [region, sjukhus, d0_30, d31_60]),
    [
      ["Region Uppsala", null, 7, 2],
      ["Region Dalarna", "Mora lasarett", 7, null],
      ["Region Dalarna", null, 1, null],
      ["Region Dalarna", "Falu lasarett", 0, 0],
      ["Region Uppsala", "Lasarettet i Enköping", 1, 1],
    ],
  );
  assert.deepEqual(delivered.unread, [{ header: "kön", cells: ["K", "M", "", "K", "K"] }]);
  // The fourth accepted row is on line 7, and its hospital after "2024-03;genomförda;Dalarna;".
  assert.equal(delivered.place(3, "sjukhus"), "april.csv:7:28");
  assert.equal(delivered.place(3, "hemregion"), "april.csv:7:1");
  assert.deepEqual(delivered.roll(["region"]), [
    { region: "Region Dalarna", lo: 0, antal: 8 },
    { region: "Region Uppsala", lo: 0, antal: 11 },
  ]);
});

Deno.test("deliveredOf() gives no rows of the register", () => {
  const header = "beslut_datum;matperiod;vardgaranti;regionkod;kon;fodelsear;vardkontakt_id;status;fritext";
  const file = parseExtract(
    new TextEncoder().encode(`${header}\n2024-02-01;2024-04;JA;57;1;1950;K1;VANTANDE;x\n`),
    "x.csv",
  );
  const read = recognise(file.header, profiles), verdict = judge(file, read);
  assert.equal(verdict.loaded, 1);
  const { rows, unread } = deliveredOf(file, read, verdict, judgedSlots(verdict, read));
  assert.deepEqual([rows, unread], [[], []]);
});
