import assert from "node:assert/strict";
import { judgeFile } from "../../lib/store/mod.ts";
import { temporaryFolder } from "./_deliveries.ts";

const folder = temporaryFolder(), path = `${folder}/stor.csv`;
const RECORDS = 60_000, PLANTED_EVERY = 1000;

/** Records with much free text and some markers of missing values; every 1000th was decided before the register began. */
function largeFile(): string {
  const lines = Array.from({ length: RECORDS }, (_, i) => {
    const day = i % PLANTED_EVERY === PLANTED_EVERY - 1 ? "2009-01-01" : `2024-0${1 + i % 3}-1${i % 10}`;
    const referral = i % 1000 === 5 ? "NULL" : `R${i}${"x".repeat(40)}`;
    return `${day};2024-04-30;JA;57;Falu lasarett;1;1960;K${i};VANTANDE;${referral};SE${i};E${i % 70_000}`;
  });
  return `beslut_datum;matperiod;vardgaranti;regionkod;sjukhusnamn;kon;fodelsear;vardkontakt_id;status;remiss_id;remittent_hsaid;hsaid_enhet\r\n${
    lines.join("\r\n")
  }\r\n`;
}

Deno.writeTextFileSync(path, largeFile());

Deno.test("judgeFile() rejects the wrong records of a large file, and no right one", async () => {
  const { rejected } = await judgeFile(`${folder}/lager`, path);
  assert.deepEqual(
    rejected.map(({ line }) => line),
    Array.from({ length: RECORDS / PLANTED_EVERY }, (_, i) => (i + 1) * PLANTED_EVERY + 1),
  );
  assert.ok(rejected.every(({ raw }) => raw.startsWith("2009-01-01;")));
});
