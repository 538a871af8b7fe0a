import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { dayNumber, lastDay } from "../../lib/calendar/mod.ts";
import {
  contactHospital,
  makeSample,
  type SampleFaults,
  type SampleFile,
  sampleProblems,
  waitingContacts,
  writeSample,
} from "../../lib/sample/mod.ts";
import { registerDelivery } from "../../lib/sample/_delivery.ts";
import { rowWriter } from "../../lib/sample/_register_row.ts";
import { quirks } from "../../lib/sample/_quirks.ts";

const folder = await Deno.makeTempDir();
const progress: number[] = [];
/** Made apart from the files, which hold the same contacts. */
const sample = makeSample();
const files = await writeSample(folder, { onProgress: (done) => progress.push(done) });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const bytesOf = (name: string) => Deno.readFileSync(`${folder}/${name}`);
const quirkOf = (file: SampleFile) => quirks.find(({ region }) => region === file.region)!;
const decoded = (file: SampleFile) => {
  const { encoding } = quirkOf(file);
  return new TextDecoder(encoding === "utf-8-bom" ? "utf-8" : encoding, { fatal: true }).decode(
    bytesOf(file.name),
  );
};
const faults: SampleFaults = JSON.parse(new TextDecoder().decode(bytesOf("fel.json")));
const linesOf = (file: SampleFile) => decoded(file).split(quirkOf(file).lineEnd);
const cellsOf = (file: SampleFile, line: string) => {
  const { delimiter, quoted } = quirkOf(file);
  return quoted ? line.slice(1, -1).split(`"${delimiter}"`) : line.split(delimiter);
};
const register = files.filter(({ kind }) => kind === "register");

Deno.test("writeSample() writes a delivery per region and month, the history, the faults and what it is", () => {
  assert.equal(register.length, 7 * 13);
  assert.deepEqual(files.slice(-3).map(({ name }) => name), [
    "syntetisk_historik_2021-01_2023-03.csv",
    "fel.json",
    "LÄS MIG.txt",
  ]);
  assert.ok(register.every(({ name }) => /^syntetisk_[a-z_]+_\d{4}-\d\d\.csv$/.test(name)));
  assert.ok(files.every(({ name, bytes }) => Deno.statSync(`${folder}/${name}`).size === bytes));
  assert.ok(files.reduce((sum, { bytes }) => sum + bytes, 0) < 170e6);
  assert.deepEqual(progress, files.map((_, index) => index + 1));
  assert.match(new TextDecoder().decode(bytesOf("LÄS MIG.txt")), /^ALLT I DEN HÄR MAPPEN ÄR SYNTETISKT/);
});

Deno.test("writeSample() writes as many rows as contacts wait and were performed, and the additional wrong ones", () => {
  for (const file of register.filter(({ month }) => month === "2024-04")) {
    const lines = linesOf(file);
    assert.equal(lines.pop(), "", "the last line has its end");
    assert.equal(lines.length - 1, file.rows);
    const header = cellsOf(file, lines[0]).map((name) => name.toLowerCase());
    const status = header.indexOf("status"), waitingStatus = quirkOf(file).status[0];
    const wrong = new Set(faults.fel.filter((entry) => entry.file === file.name).map(({ line }) => line));
    const waiting = lines.filter((line, index) =>
      index > 0 && !wrong.has(index + 1) && cellsOf(file, line)[status] === waitingStatus
    );
    const region = sample.regioner.findIndex((entry) => entry.region === file.region);
    assert.equal(waiting.length, waitingContacts(sample, region, "2024-04").length, file.name);
  }
});

Deno.test("writeSample() writes 35 columns, in each region's own way", () => {
  for (const file of register.filter(({ month }) => month === "2023-04")) {
    const [header, first] = linesOf(file).map((line) => cellsOf(file, line));
    const quirk = quirkOf(file);
    assert.equal(header.length, 35);
    assert.equal(first.length, 35);
    assert.equal(header[0] === "BESLUT_DATUM", quirk.upperCaseHeader);
    assert.equal(header[0] === "vardkontakt_id", quirk.ownColumnOrder);
    const cell = (name: string) => first[header.findIndex((column) => column.toLowerCase() === name)];
    assert.ok(quirk.status.includes(cell("status")));
    assert.equal(cell("hsaid_listning"), quirk.empty);
    assert.equal(cell("beslut_datum").length, quirk.day.length);
  }
});

Deno.test("fel.json names the line of every wrong row as an editor counts", () => {
  const planned = (level: string) => sampleProblems.filter((problem) => problem.level === level);
  assert.equal(faults.fel.length, planned("error").length);
  assert.equal(faults.varningar.length, planned("warn").length);
  assert.ok(new Set(faults.fel.map(({ rule }) => rule)).size === 12);
  for (const { file: name, line, rule } of [...faults.fel, ...faults.varningar]) {
    const file = register.find((entry) => entry.name === name)!;
    const lines = linesOf(file);
    const header = cellsOf(file, lines[0]).map((column) => column.toLowerCase());
    const cells = cellsOf(file, lines[line - 1]);
    const cell = (column: string) => cells[header.indexOf(column)];
    const day = (column: string) => cell(column).replaceAll("-", "").slice(0, 8);
    const census = lastDay(file.month!).replaceAll("-", "");
    const { empty, status } = quirkOf(file);
    const checks: Record<string, () => boolean> = {
      beslut_datum_saknas: () => cell("beslut_datum") === empty,
      beslut_datum_ogiltigt: () => day("beslut_datum") === "20230230",
      beslut_datum_fore_2010: () => day("beslut_datum") === "19000101",
      beslut_efter_manad: () => day("beslut_datum") > census,
      start_saknas: () => cell("status") === status[1] && cell("start_datum") === empty,
      start_fore_beslut: () => day("start_datum") < day("beslut_datum"),
      vantande_redan_utford: () => cell("status") === status[0] && day("start_datum") <= census,
      regionkod_ogiltigt: () => cell("regionkod") === "99",
      vardkontakt_id_saknas: () => cell("vardkontakt_id") === empty,
      dubblett: () => lines.indexOf(lines[line - 1]) < line - 1,
      status_ogiltigt: () => cell("status") === "AVSLUTAD",
      fel_antal_falt: () => cells.length === 34,
      vantande_med_start: () => cell("status") === status[0] && day("start_datum") > census,
      fodelsear_orimligt: () => cell("fodelsear") === "1905",
      vantetid_stammer_inte: () => cell("status") === status[1],
    };
    assert.ok(checks[rule](), `${name}:${line} ${rule}`);
  }
});

Deno.test("writeSample() writes a history whose bands sum to the contacts that wait", () => {
  const [header, ...rows] = new TextDecoder().decode(bytesOf("syntetisk_historik_2021-01_2023-03.csv"))
    .trimEnd().split("\r\n").map((line) => line.split(";"));
  assert.equal(
    header.join(";"),
    "manad;status;region;sjukhus;vardutbud;agarform;d0_30;d31_60;d61_90;d91_120;d121_180;d181_365;d366;antal;pvv;mov;median",
  );
  const march = rows.filter(([month, status, region]) =>
    month === "2023-03" && status === "väntande" && region === "Region Dalarna"
  );
  const contacts = waitingContacts(sample, 0, "2023-03");
  const column = (name: string) => march.reduce((sum, row) => sum + Number(row[header.indexOf(name)]), 0);
  assert.equal(column("antal") + column("pvv") + column("mov"), contacts.length);
  const census = dayNumber("2023-03-31");
  const over365 = contacts.filter((index) =>
    sample.avvikelse[index] === 0 && census - sample.beslut_datum[index] > 365
  );
  assert.equal(column("d366"), over365.length);
  const falun = contacts.filter((index) => contactHospital(sample, index) === "Falu lasarett");
  const falunRows = march.filter((row) => row[3] === "Falu lasarett");
  const falunSum = falunRows.reduce(
    (sum, row) => sum + Number(row[13]) + Number(row[14]) + Number(row[15]),
    0,
  );
  assert.equal(falunSum, falun.length);
  assert.ok(
    rows.every((row) => row.slice(6, 13).reduce((sum, cell) => sum + Number(cell), 0) === Number(row[13])),
  );
  assert.ok(rows.some((row) => row[4] === "Ljumsnbråck") && !rows.some((row) => row[4] === "Ljumskbråck"));
});

Deno.test("writeSample() writes the same bytes for the same seed", () => {
  for (const file of register.filter(({ month }) => month === "2024-04")) {
    const quirk = quirkOf(file);
    const { bytes } = registerDelivery(sample, quirk, rowWriter(sample, quirk), "2024-04");
    assert.ok(hash(bytes) === hash(bytesOf(file.name)), file.name);
  }
});

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
