import assert from "node:assert/strict";
import writeExcelFile from "write-excel-file";
import { openZip } from "../../lib/extract/_zip.ts";
import { readExtract, toCsv } from "../../lib/extract/mod.ts";
import { pasted } from "./_pasted.ts";
import { run } from "./_run.ts";

const HEADER = ["månad", "status", "region", "sjukhus", "0-30", "Anmärkning"];
const ROWS = [
  ["2024-04", "v", "Dalarna", "Falu lasarett", "30", "kod 0180"],
  ["2024-04", "v", "Dalarna", "Mora lasarett", "tolv", "ring Anna"],
  ["2024-04", "v", "Uppsala", "Enköpings lasarett", "7", ""],
];

/** A file's table, as a person who opens it in a spreadsheet sees it. */
async function tableOf(path: string): Promise<string[][]> {
  const extract = await readExtract(path);
  return [extract.header, ...Array.from({ length: extract.good }, (_, record) => extract.fields(record))];
}

async function writeWorkbook(path: string, sheet: string, rows: string[][]): Promise<void> {
  const blob = await writeExcelFile([{ sheet, data: rows }]).toBlob();
  await Deno.writeFile(path, new Uint8Array(await blob.arrayBuffer()));
}

Deno.test("The printed steps lead from a rejected record to the corrected delivery, as they are", async () => {
  const folder = await Deno.makeTempDir(),
    store = `${folder}/mitt $lager`,
    path = `${folder}/min "april".csv`;
  await Deno.writeTextFile(path, `Väntande\n${toCsv([HEADER, ...ROWS, ["2024-04", "v"]])}`);
  const loaded = await run(
    "load",
    path,
    "--lager",
    store,
    "--skiljetecken",
    "semikolon",
    "--minst-godtaget",
    "0.5",
  );
  assert.equal(loaded.code, 0, loaded.err);
  const written = await pasted(loaded.out);
  assert.equal(written.code, 0, written.err);

  const file = `${folder}/min "april"_underkanda.xlsx`, table = await tableOf(file);
  assert.deepEqual(table[0], ["underkänd_rad", "underkänd_orsak", ...HEADER.slice(0, 5)]);
  assert.deepEqual(table[1].slice(2), ["2024-04", "v", "Dalarna", "Mora lasarett", "tolv"]);
  assert.deepEqual([table[2][0], table[2][2]], ["6", "2024-04;v"], "a line that cannot be split");
  assert.doesNotMatch(JSON.stringify(table), /Anna/);

  // A spreadsheet writes the month in its own way.
  table[1].splice(2, 5, "apr-24", "v", "Dalarna", "Mora lasarett", "12");
  await Deno.remove(file);
  await writeWorkbook(file, "Underkända rader", table);
  const merged = await pasted(written.out);
  assert.equal(merged.code, 0, merged.err);
  assert.match(merged.out, /^1 cell i 1 rad är rättad i /);
  assert.equal(
    await Deno.readTextFile(`${folder}/min "april"_rattad.csv`),
    `Väntande\n${toCsv([HEADER, ROWS[0], ROWS[1].with(4, "12"), ROWS[2]])}2024-04;v\r\n`,
  );
  const again = await pasted(merged.out);
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /4 lästa = 3 godtagna \+ 1 underkända/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rejected reads the delivery by the options that it was loaded with, and writes CSV by the ending", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/april.xlsx`;
  const table = (region: string) => [
    ["Väntande i april"],
    HEADER.slice(1),
    ...ROWS.slice(0, 2).map(([, status, , ...rest]) => [status, region, ...rest]),
  ];
  const blob = await writeExcelFile([
    { sheet: "Dalarna", data: table("Dalarna") },
    { sheet: "Uppsala", data: table("Uppsala") },
  ]).toBlob();
  await Deno.writeFile(path, new Uint8Array(await blob.arrayBuffer()));
  const options = ["--lager", store, "--konstant", "manad=2024-04", "--minst-godtaget", "0.5"];
  for (const sheet of ["Dalarna", "Uppsala"]) {
    const { code, err } = await run("load", path, "--blad", sheet, "--rubrikrad", "2", ...options);
    assert.equal(code, 0, err);
  }
  const chosen = ["--original", path, "--blad", "Dalarna", "--rubrikrad", "2", ...options];
  const csv = `${folder}/fel.csv`;
  const written = await run("rejected", ...chosen, "--ut", csv);
  assert.equal(written.code, 0, written.err);
  assert.match(
    await Deno.readTextFile(csv),
    /^\ufeffunderkänd_rad;.*\r\n4;Dalarna!D4\. .*;v;Dalarna;Mora lasarett;tolv\r\n$/s,
  );
  await Deno.writeTextFile(csv, (await Deno.readTextFile(csv)).replace("tolv", "12"));
  const merged = await pasted(written.out);
  assert.equal(merged.code, 0, merged.err);
  assert.match(merged.out, /deno task load \S+_rattad\.csv --rubrikrad 2 --konstant manad=2024-04/);
  const again = await pasted(merged.out);
  assert.match(again.out, /2 lästa = 2 godtagna/, again.err);

  const without = await run("rejected", "--original", path, "--ut", `${folder}/x.csv`, "--lager", store);
  assert.deepEqual(
    [without.code, /Dess blad|samma kolumner|--blad/.test(without.err)],
    [1, true],
    without.err,
  );
  const ending = await run("rejected", ...chosen, "--ut", `${folder}/x.pdf`);
  assert.deepEqual([ending.code, /ska sluta på \.xlsx eller \.csv/.test(ending.err)], [2, true]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rejected says when nothing was corrected, and what is not at hand", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/april.csv`;
  await Deno.writeTextFile(path, toCsv([HEADER, ...ROWS, ["2024-04", "v"]]));
  await run("load", path, "--lager", store, "--minst-godtaget", "0.5");
  const out = `${folder}/fel.xlsx`;
  const written = await run("rejected", "--lager", store, "--ut", out);
  assert.match(written.out, /1 av dem går inte att dela upp[^]*--original MAPP\/april\.csv/);
  assert.equal((await tableOf(out))[2][2], "");
  const same = ["--original", path, "--rattad", out, "--ut", `${folder}/ny.csv`, "--lager", store];
  const merged = await run("rejected", ...same);
  assert.deepEqual([merged.code, /ingen cell ändrad/.test(merged.err)], [1, true], merged.err);
  const alone = await run("rejected", "--rattad", out, "--lager", store);
  assert.deepEqual([alone.code, /Ange med --original/.test(alone.err)], [2, true]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load --strikt keeps nothing of a file with a warning, unless it has been accepted", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/april.csv`;
  await Deno.writeTextFile(path, "månad;status;region;0-30;antal\n2024-04;v;Dalarna;30;31\n");
  const strict = await run("load", path, "--lager", store, "--strikt");
  assert.equal(strict.code, 1);
  assert.match(strict.err, /STOPP strikt: [^\n]*bandsumma_stammer_inte \(1\)/);
  await assert.rejects(Deno.stat(`${store}/manifest.json`), Deno.errors.NotFound);
  assert.equal((await run("validate", path, "--lager", store, "--strikt")).code, 1);
  const judged = await run("validate", path, "--lager", store);
  assert.equal((await pasted(judged.out)).code, 0, judged.out);
  await Deno.writeTextFile(path, "månad;status;region;0-30;antal\n2024-05;v;Dalarna;30;30\n");
  const clean = await run("load", path, "--lager", store, "--strikt");
  assert.equal(clean.code, 0, clean.err);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rejected --brev writes to each region what to mend, where and by when, and nothing of the rows", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, options = ["--minst-godtaget", "0.1"];
  const bad = (name: string) => ["2024-04", "v", "Dalarna", name, "tolv"];
  const all = [
    HEADER.slice(0, 5),
    ...ROWS.slice(0, 1).map((row) => row.slice(0, 5)),
    bad("Mora lasarett"),
  ];
  await Deno.writeTextFile(
    `${folder}/dalarna.csv`,
    toCsv([...all, ...Array.from({ length: 6 }, () => bad("Falu lasarett")), ["2024-04", "v"]]),
  );
  await writeWorkbook(`${folder}/uppsala.xlsx`, "Väntande", [
    HEADER.slice(0, 5),
    ["2024-04", "v", "Uppsala", "Enköpings lasarett", "7"],
    ["2024-04", "v", "Uppsala", "Anna Andersson", "tjugosju"],
  ]);
  await Deno.writeTextFile(
    `${folder}/sormland.csv`,
    toCsv([HEADER, ["2024-04", "v", "Sörmland", "", "7", ""]]),
  );
  for (const name of ["dalarna.csv", "uppsala.xlsx", "sormland.csv"]) {
    const { code, err } = await run("load", `${folder}/${name}`, "--lager", store, ...options);
    assert.equal(code, 0, err);
  }
  const letter = ["--brev", "--lager", store, "--ut", `${folder}/brev`];
  const { code, out, err } = await run("rejected", ...letter, "--senast", "2024-05-15");
  assert.deepEqual([code, out.match(/^Region \S+: inget att rätta$/gm)], [0, [
    "Region Sörmland: inget att rätta",
  ]], err);
  const read = (region: string) => Deno.readTextFile(`${folder}/brev/brev_${region}_2024-04.txt`);
  const dalarna = await read("dalarna"), uppsala = await read("uppsala");
  assert.match(dalarna, /^\ufeffAtt rätta i leveranserna från Region Dalarna, april 2024\n=+\n/);
  assert.match(
    dalarna,
    /senast 15 maj 2024\.\n[^]*9 lästa rader: 1 godtagen, 8 underkända och 0 överhoppade/,
  );
  assert.match(
    dalarna,
    /\(regel \w+_ogiltigt\): 7 rader, rad 3, 4, 5, 6, 7 och 2 till\. Rätta uppgiften i källsystemet/,
  );
  assert.match(dalarna, /\(regel fel_antal_falt\): 1 rad, rad 10\. Ta ut filen på nytt/);
  assert.match(uppsala, /1 rad, Väntande!E3\. /);
  const document = await Deno.readFile(`${folder}/brev/brev_dalarna_2024-04.docx`);
  const part = new TextDecoder().decode(openZip(document, "brev.docx").read("word/document.xml")!);
  assert.deepEqual(
    [/7 rader, rad 3, 4, 5, 6, 7 och 2 till/.test(part), /tolv|Mora|Falu/.test(part)],
    [true, false],
  );
  assert.doesNotMatch(dalarna + uppsala, /tolv|tjugosju|Anna|Mora|Falu/);

  const again = await run("rejected", ...letter);
  assert.deepEqual([again.code, /finns redan/.test(again.err)], [1, true], again.err);
  const month = await run("rejected", ...letter, "--manad", "2023-01");
  assert.deepEqual([month.code, /Lagret har inget för 2023-01. Det har 2024-04/.test(month.err)], [2, true]);
  const day = await run("rejected", ...letter, "--senast", "2024-02-30");
  assert.deepEqual([day.code, /--senast/.test(day.err)], [2, true]);
  await Deno.remove(folder, { recursive: true });
});
