import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { judgedSlots } from "../../lib/judge/slots.ts";
import { judgement, reading, slots } from "./_small_delivery.ts";

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
