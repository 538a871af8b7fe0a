import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { deliveredOf } from "../../lib/judge/delivered.ts";
import { judgedSlots } from "../../lib/judge/slots.ts";

const lines = [
  "månad;status;region;sjukhus;0-30;31-60;kön",
  "2024-04;väntande;Uppsala;;7;2;K",
  "2024-04;väntande;Dalarna;Mora lasarett;7;;M",
  "2024-04;väntande;Dalarna;Mora lasarett;x;2;K",
  "2024-04;VÄNTANDE;Region Dalarna;;1;;",
  "2024-04;väntande;Riket;;8;2;K",
  "2024-03;genomförda;Dalarna;Falu lasarett;0;0;K",
  "2024-04;väntande;Uppsala;Lasarettet i Enköping;1;1;K",
];
const extract = parseExtract(new TextEncoder().encode(lines.join("\n")), "april.csv");
const reading = recognise(extract.header, profiles), judgement = judge(extract, reading);
const slots = judgedSlots(judgement, reading);

Deno.test("judgedSlots() gathers the accepted records of each region, month and status, in the order they come", () => {
  assert.deepEqual(
    slots.map(({ region, manad, status, rows, records }) => ({
      region,
      manad,
      status,
      rows,
      records: [...records],
    })),
    [
      { region: "Region Uppsala", manad: "2024-04", status: "vantande", rows: 2, records: [0, 6] },
      { region: "Region Dalarna", manad: "2024-04", status: "vantande", rows: 2, records: [1, 3] },
      { region: "Region Dalarna", manad: "2024-03", status: "genomforda", rows: 1, records: [5] },
    ],
  );
});

Deno.test("judgedSlots() counts the missing values of fields that the file has", () => {
  assert.deepEqual(slots.map(({ missing }) => missing), [{ sjukhus: 1 }, { sjukhus: 1, d31_60: 2 }, {}]);
});

Deno.test("judgedSlots() gives no slot where nothing is accepted", () => {
  const accepted = new Uint8Array(judgement.accepted.length);
  assert.deepEqual(judgedSlots({ ...judgement, accepted }, reading), []);
});

Deno.test("judgedSlots() takes what is given as a constant", () => {
  const file = parseExtract(new TextEncoder().encode("region;0-30\nDalarna;7\nDalarna;\n"), "x.csv");
  const given = recognise(file.header, profiles, { manad: "2024-04", status: "vantande" });
  assert.deepEqual(
    judgedSlots(judge(file, given), given).map((
      { region, manad, status, rows },
    ) => [region, manad, status, rows]),
    [["Region Dalarna", "2024-04", "vantande", 1]],
  );
});

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
