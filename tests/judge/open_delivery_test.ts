import assert from "node:assert/strict";
import { Profile } from "../../lib/contract/mod.ts";
import {
  DeliveryError,
  openDelivery,
  readingLine,
  type ReadingOptions,
  REJECTED_LINE,
} from "../../lib/judge/mod.ts";

const folder = Deno.makeTempDirSync();
Deno.test.afterAll(() => Deno.removeSync(folder, { recursive: true }));

async function open(content: string | Uint8Array, options: ReadingOptions = {}, name = "april.csv") {
  const path = `${folder}/${name}`;
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  return await openDelivery(path, options);
}

/** The error of a delivery that must not be read. */
async function refused(
  content: string | Uint8Array,
  options: ReadingOptions = {},
  name?: string,
): Promise<DeliveryError> {
  try {
    await open(content, options, name);
  } catch (error) {
    assert.ok(error instanceof DeliveryError, String(error));
    const { outcome, loaded, rejected, read, findings: [finding] } = error.report;
    assert.deepEqual([outcome, loaded, rejected, finding.level], ["stopped", 0, read, "stop"]);
    assert.equal(finding.says, error.message);
    return error;
  }
  throw new Error("Cannot go on as the delivery must be refused: it was read");
}

const right = "månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n";

Deno.test("openDelivery() gives the coded table and how it is read, and readingLine() says so", async () => {
  const { extract, reading } = await open(right);
  assert.deepEqual([extract.records, reading.layout.name, reading.profile.namn], [1, "aggregat", "aggregat"]);
  assert.equal(
    readingLine(extract, reading),
    "Läst som: teckenkodning utf-8, avgränsare semikolon, rubrikrad 1, datum åååå-mm-dd, decimaltecken komma eller punkt, tusental blanksteg, layout aggregat, profil aggregat",
  );
});

Deno.test("openDelivery() takes how dates and thousands are written from its options before the profile", async () => {
  const profile = Profile.parse({
    namn: "egen",
    beskrivning: "",
    layout: "aggregat",
    datumform: "mdy",
    tusental: ".",
  });
  const spelling = { datumform: "dmy", tusental: ",", serietal: "1904" } as const;
  const { extract, reading } = await open(right, { profiles: [profile], spelling });
  assert.match(
    readingLine(extract, reading),
    /datum dd-mm-åååå eller åååå-mm-dd eller serietal från 1904, decimaltecken punkt, tusental "," eller blanksteg/,
  );
});

Deno.test("openDelivery() refuses a file that cannot be read, and reads none of it", async () => {
  const { report, cause } = await refused(new Uint8Array(0));
  assert.deepEqual([report.findings[0].rule, report.read, report.profile], ["fil_olaslig", 0, null]);
  assert.ok(cause instanceof Error);
});

Deno.test("openDelivery() refuses personal numbers in a cell, a header and a file's name, and shows none", async () => {
  const cell = await refused("månad;status;region;0-30;not\n2024-04;väntande;Dalarna;7;19811228-9874\n");
  assert.deepEqual(
    cell.report.findings.map(({ rule, count, first }) => [rule, count, first]),
    [["personnummer", 1, "april.csv: kolumnen not"]],
  );
  const name = await refused(right, {}, "19811228-9874.csv");
  assert.equal(name.report.findings[0].first, null);
  for (const { message, report } of [cell, name]) {
    assert.doesNotMatch(message + JSON.stringify(report), /1228/);
  }
});

Deno.test("openDelivery() refuses a file of rejected records, and says how to put them back", async () => {
  const { message, report } = await refused(
    `${REJECTED_LINE};underkänd_orsak;${right}`.replace("\n2024", "\n3;fel;2024"),
  );
  assert.equal(report.findings[0].rule, "underkanda_for_sig");
  assert.match(message, /deno task rejected --original ORIGINAL --rattad april\.csv --ut NY\.csv/);
});

Deno.test("openDelivery() refuses a layout that no profile fits, at its header", async () => {
  const { message, report } = await refused("\n\nhund;katt\n1;2\n");
  assert.match(message, /^april\.csv: /);
  assert.deepEqual([report.findings[0].rule, report.findings[0].first], ["fel_layout", "april.csv:3:1"]);
});

Deno.test("openDelivery() refuses a file that is not there", async () => {
  await assert.rejects(openDelivery(`${folder}/finns inte.csv`), {
    name: "DeliveryError",
    message: /filen finns inte/,
  });
});
