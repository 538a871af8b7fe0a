import assert from "node:assert/strict";
import writeExcelFile from "write-excel-file";
import { readingOptions } from "../../lib/cli/_reading_options.ts";
import { openStore } from "../../lib/store/mod.ts";
import { partsOf, rowsXml, zipOf } from "../extract/_workbook.ts";
import { run } from "./_run.ts";

const HEADER = ["månad", "status", "region", "0-30"];
const ROW = ["2024-04", "väntande", "Dalarna", "30"];

Deno.test("load reads the sheet of --blad and the header of --rubrikrad", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/april.xlsx`;
  const blob = await writeExcelFile([
    { sheet: "Fel", data: [HEADER, ["2024-04", "väntande", "Uppsala", "7"]] },
    { sheet: "Rätt", data: [["period", "läge", "län", "antal"], HEADER, ROW] },
  ]).toBlob();
  await Deno.writeFile(path, new Uint8Array(await blob.arrayBuffer()));
  const args = [path, "--lager", store, "--blad", "Rätt", "--rubrikrad", "2"];
  const { code, out } = await run("load", ...args);
  assert.equal(code, 0, out);
  assert.match(out, /1 lästa = 1 godtagna/);
  const table = await run("table", "--lager", store, "--format", "csv");
  assert.match(table.out, /Region Dalarna/);
  assert.match(table.out, /;median;median_lagst;median_hogst;[^]*;0;30;/, "what a band leaves in doubt");
  assert.doesNotMatch(table.out, /Region Uppsala/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load takes only a line number for --rubrikrad, and says that the file has no such sheet", async () => {
  for (const line of ["0", "2,5", "två"]) {
    const { code, err } = await run("load", "finns-inte.csv", "--rubrikrad", line);
    assert.deepEqual([code, err.includes(`--rubrikrad ska vara ett radnummer från 1: fick "${line}"`)], [
      2,
      true,
    ]);
  }
  const folder = await Deno.makeTempDir(), path = `${folder}/april.xlsx`;
  const blob = await writeExcelFile([{ sheet: "April", data: [HEADER, ROW] }]).toBlob();
  await Deno.writeFile(path, new Uint8Array(await blob.arrayBuffer()));
  const { code, err } = await run("load", path, "--lager", `${folder}/lager`, "--blad", "Maj");
  assert.deepEqual([code, err.includes(`Dess blad: "April"`)], [1, true], err);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readingOptions() takes a constant only of a field that some profile has, and names the nearest", async () => {
  assert.deepEqual((await readingOptions({ konstant: ["manad=2024-04"] })).constants, { manad: "2024-04" });
  await assert.rejects(readingOptions({ konstant: ["mannad=2024-04"] }), {
    name: "UsageError",
    message: /fick "mannad", närmast är manad$/,
  });
});

Deno.test("load says how rejected records are corrected, and what a file that nobody knows needs", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  await Deno.writeTextFile(
    `${folder}/min fil.csv`,
    `${HEADER.join(";")}\n${ROW.join(";")}\n2024-04;väntande;Dalarna;x\n`,
  );
  const few = await run("load", `${folder}/min fil.csv`, "--lager", store);
  assert.equal(few.code, 1);
  assert.match(
    few.err,
    /min fil\.csv: STOPPAD[^]*bara 1 av 2 rader kan godtas, och minst 90\u00a0% [^]*--minst-godtaget 0\.5\n/i,
  );
  const wrong = await run("load", `${folder}/min fil.csv`, "--lager", store, "--minst-godtaget", "50");
  assert.deepEqual([wrong.code, /från 0 till 1/.test(wrong.err)], [2, true]);
  const kept = await run("load", `${folder}/min fil.csv`, "--lager", store, "--minst-godtaget", "0.5");
  assert.ok(
    kept.out.endsWith(
      `deno task rejected --original "${folder}/min fil.csv" --ut "${folder}/min fil_underkanda.xlsx" --minst-godtaget 0.5 --lager ${store}\n`,
    ),
    kept.out,
  );
  await Deno.writeTextFile(`${folder}/okänd.csv`, "Tid,Län,Kö\n2024-04,Dalarna,30\n");
  const unknown = await run("load", `${folder}/okänd.csv`, "--lager", store);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /--konstant fält=värde[^]*deno task profile FIL skriver ett utkast/);
  assert.match(
    unknown.err,
    /fel_layout: 1 gång, först okänd\.csv:1:1\. Filens kolumner/,
    "the file named once",
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load reads a folder's files by name in Swedish order, and says which delivery replaces which", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, inbox = `${folder}/inkorg`;
  await Deno.mkdir(`${inbox}/gammalt`, { recursive: true });
  const file = (count: number) =>
    `${HEADER.join(";")}\n2024-04;väntande;Dalarna;${count}\n2024-04;väntande;Uppsala;${count}\n`;
  const names = ["april 10.csv", "april 9.csv", "ö.csv", "ä.csv", "~$ä.csv", ".dold.csv", "läs mig.md"];
  for (const [index, name] of names.entries()) await Deno.writeTextFile(`${inbox}/${name}`, file(10 + index));
  const judged = await run("validate", `${inbox}/`, "--lager", store);
  assert.equal(judged.code, 0, judged.err);
  assert.deepEqual(judged.out.match(/^\S.*(?=: kan läsas in)/gm), [
    "april 9.csv",
    "april 10.csv",
    "ä.csv",
    "ö.csv",
  ]);
  const { code, out, err } = await run("load", inbox, "--lager", store);
  assert.equal(code, 0, err);
  assert.match(
    err,
    /inkorg: 4 filer läses i namnordning, april 9\.csv, april 10\.csv, ä\.csv, ö\.csv\. Läses inte: läs mig\.md\n/,
  );
  assert.deepEqual(
    out.match(/Ersätter .*/g),
    [
      "april 9.csv",
      "april 10.csv",
      "ä.csv",
    ].map((name, index) =>
      `Ersätter leverans ${
        index + 1
      }, ${name}, för Region Dalarna 2024-04 väntande, Region Uppsala 2024-04 väntande`
    ),
  );
  const again = await run("validate", `${inbox}/ä.csv`, "--lager", store);
  assert.match(again.out, /Skulle ersätta leverans 4, ö\.csv, för Region Dalarna/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load --json and validate --json tell how a file was read, column by column, and the store keeps it", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/april.csv`;
  await Deno.writeTextFile(
    path,
    "månad;status;region;v0-4;v5+;Andel;Anteckning\n2024-04;väntande;Dalarna;30;10;0,25;Ögon\n",
  );
  const field = (header: string, field: string) => ({ header, role: "field", field });
  const reading = {
    understood: "väntande per region, banden 0-34, 35- dagar; PvV och MoV anges inte",
    columns: [
      field("månad", "manad"),
      field("status", "status"),
      field("region", "region"),
      { header: "v0-4", role: "band", field: "d0_34", band: { lo: 0, hi: 34, unit: "vecka" } },
      { header: "v5+", role: "band", field: "d35", band: { lo: 35, hi: null, unit: "vecka" } },
      { header: "Andel", role: "share" },
      { header: "Anteckning", role: "not understood" },
    ],
    unused: ["Andel", "Anteckning"],
  };
  for (const command of ["validate", "load"]) {
    const { out, err } = await run(command, path, "--lager", store, "--json");
    const json = JSON.parse(out);
    assert.deepEqual(json.reading, reading, err);
    assert.deepEqual(json.replaces, []);
    assert.ok(json.assumed.includes(`Förstått som: ${reading.understood}`), json.assumed.join("\n"));
  }
  using opened = await openStore(store);
  assert.deepEqual(opened.deliveries[0].reading, reading);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load --json counts a sheet's hidden rows, and says whether they were read", async () => {
  const folder = await Deno.makeTempDir(), path = `${folder}/april.xlsx`;
  const rows = [
    rowsXml([HEADER, ROW]),
    rowsXml([ROW.with(2, "Uppsala")]).replace("<row>", '<row hidden="1">'),
  ];
  const hidden = rows.join("");
  await Deno.writeFile(path, zipOf(partsOf({ Blad1: hidden })));
  for (const [option, read] of [[[], true], [["--utan-dolda"], false]] as const) {
    const { out, err } = await run("load", path, "--lager", `${folder}/lager${read}`, "--json", ...option);
    assert.deepEqual(JSON.parse(out).reading.hidden, { rows: 1, columns: [], read }, err);
  }
  await Deno.remove(folder, { recursive: true });
});
