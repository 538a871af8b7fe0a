import assert from "node:assert/strict";
import { readSheets } from "../../lib/extract/mod.ts";
import { dataKinds, planKind, readContracts, readPlans } from "../../lib/plan/mod.ts";
import { permissionsOf, sampleData } from "../_checkout.ts";
import { workbookFile } from "../../lib/cli/_workbook_file.ts";
import { run } from "./_run.ts";

/** A workbook's sheets as rows of texts. */
async function rowsOf(path: string): Promise<{ name: string; rows: string[][] }[]> {
  return readSheets(await Deno.readFile(path), path).map(({ name, rows }) => ({
    name,
    rows: rows.map(({ cells }) => [...cells]),
  }));
}

/** Writes a template again with some cells of a sheet changed: [row, column, text], 0-based. */
async function fillIn(
  from: string,
  to: string,
  sheet: string,
  cells: readonly (readonly [row: number, column: number, text: string])[],
): Promise<void> {
  const sheets = await rowsOf(from), own = sheets.find(({ name }) => name === sheet)!;
  for (const [row, column, text] of cells) {
    own.rows[row] ??= [];
    while (own.rows[row].length < column) own.rows[row].push("");
    own.rows[row][column] = text;
  }
  await Deno.writeFile(to, await workbookFile(sheets));
}

Deno.test("data mall writes a form of each kind, with lists to choose from, that is read once its source is one's own", async () => {
  const folder = await Deno.makeTempDir();
  const { code, err } = await run("data", "mall", "--ut", `${folder}/mallar`);
  assert.equal(code, 0, err);
  for (const { folder: kind } of dataKinds) {
    const template = `${folder}/mallar/mall_${kind}.xlsx`, own = `${folder}/${kind}.xlsx`;
    const [{ rows }] = await rowsOf(template);
    const line = rows.findIndex(([name]) => name === "Underlag");
    await fillIn(template, own, "Uppgifter", line < 0 ? [] : [[line, 1, "Vår redovisning"]]);
    if (line >= 0) {
      const left = await run("data", "kontrollera", template, "--data", folder);
      assert.deepEqual([left.code, /är mallens exempel/.test(left.out)], [1, true], kind);
    }
    const read = await run("data", "las", own, "--data", folder);
    // What is left of the example are its rows, which are told one by one and nothing besides.
    const told = read.out.split("\n").slice(1, -1).filter((line) =>
      !line.includes("raden är mallens exempel")
    );
    if (read.code === 1) assert.deepEqual(told, [], kind);
    else assert.match(read.out, /inga fel\. Ny fil: [^]*Sparad: /, kind);
    assert.equal(read.code, ["prioritering", "lamplighet"].includes(kind) ? 0 : 1, kind);
  }
  assert.deepEqual(await permissionsOf("data"), [
    "--allow-read",
    "--allow-write",
    "--allow-env=VANTELAGE_STORE,VANTELAGE_DATA",
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("data las shows what differs, keeps what it replaces, and refuses what another file says already", async () => {
  const folder = await Deno.makeTempDir(), form = `${folder}/form.xlsx`, changed = `${folder}/andrad.xlsx`;
  await Deno.mkdir(`${folder}/priser`);
  const list = await Deno.readTextFile(`${sampleData("priser")}/2024_v1.json`);
  await Deno.writeTextFile(`${folder}/priser/2024_v1.json`, list);
  const data = ["--data", folder];
  assert.equal((await run("data", "skriv", "priser/2024_v1", "--ut", form, ...data)).code, 0);
  const same = await run("data", "las", form, ...data);
  assert.match(same.out, /Inget skiljer från priser\/2024_v1\.json\n$/);
  const price = (await rowsOf(form)).find(({ name }) => name === "Rader")!.rows[1];
  await fillIn(form, changed, "Rader", [[1, 1, `${Number(price[1]) + 100}`]]);
  const seen = await run("data", "kontrollera", changed, ...data);
  assert.match(
    seen.out,
    /Skiljer från priser\/2024_v1\.json:\n {2}Rader, \d+ rader: 1 ändrad\n.*Pris, kronor 9400 → 9500/,
  );
  assert.equal(await Deno.readTextFile(`${folder}/priser/2024_v1.json`), list, "kontrollera keeps nothing");
  assert.equal((await run("data", "las", changed, ...data)).code, 0);
  assert.match(await Deno.readTextFile(`${folder}/priser/2024_v1.json`), /"pris": 9500/);
  const [kept] = [...Deno.readDirSync(`${folder}/priser/ersatta`)];
  assert.equal(await Deno.readTextFile(`${folder}/priser/ersatta/${kept.name}`), list);

  await Deno.mkdir(`${folder}/avtal`);
  const contracts = await Deno.readTextFile(`${sampleData("avtal")}/syntetisk_2024-04.json`);
  await Deno.writeTextFile(`${folder}/avtal/a.json`, contracts);
  await Deno.writeTextFile(`${folder}/kopia.json`, contracts);
  const copy = await run("data", "las", `${folder}/kopia.json`, "--slag", "avtal", ...data);
  assert.equal(copy.code, 1);
  assert.match(
    copy.out,
    /kan inte sparas som avtal\/kopia\.json: avtal\/a\.json säger redan detsamma.*och \d+ till.*--som a$/m,
  );
  await Deno.copyFile(`${folder}/kopia.json`, `${folder}/avtal/b.json`);
  await assert.rejects(readContracts(`${folder}/avtal`), /avtal\/a\.json och avtal\/b\.json säger samma sak/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a plan goes from draft to Excel, is changed, decided by whom and when, and is then not changed again", async () => {
  const folder = await Deno.makeTempDir(), data = ["--data", folder], form = `${folder}/plan.xlsx`;
  await Deno.mkdir(`${folder}/planer`);
  const [plan] = await readPlans(sampleData("planer"));
  const draft = {
    ...plan,
    ar: 2026,
    faststalld: null,
    underlag: "Vårt utkast",
    rader: plan.rader.slice(0, 3),
  };
  await Deno.writeTextFile(`${folder}/planer/2026_v1.json`, JSON.stringify(draft));
  assert.equal((await run("data", "skriv", "planer", "--ut", form, ...data)).code, 0);
  const [header, first] = (await rowsOf(form)).find(({ name }) => name === "Rader")!.rows;
  assert.deepEqual(header.slice(0, 4), ["Region", "Vårdutbud", "Del", "januari"]);
  await fillIn(form, form, "Rader", [[1, 3, `${Number(first[3]) + 7}`]]);
  const read = await run("data", "las", form, ...data);
  assert.match(read.out, new RegExp(`Behov januari ${first[3]} → ${Number(first[3]) + 7}`));

  const decide = (...args: string[]) => run("plan", "2026_v1", "--faststall", ...args, ...data);
  assert.equal((await decide()).code, 2, "somebody has to decide");
  assert.match((await decide("--av", "a@b.se")).err, /e-postadress/);
  assert.match((await decide("--av", "Nämnden", "--dag", "2099-01-01")).err, /framtiden/);
  const decided = await decide("--av", "Samverkansnämnden", "--dag", "2026-01-15");
  assert.match(decided.out, /^2026_v1 fastställd 2026-01-15 av Samverkansnämnden: /);
  const [stored] = await readPlans(`${folder}/planer`);
  assert.deepEqual([stored.faststalld, stored.faststalld_av], ["2026-01-15", "Samverkansnämnden"]);
  assert.match((await decide("--av", "Nämnden")).err, /redan fastställd 2026-01-15 av Samverkansnämnden/);
  const again = await run("data", "las", form, ...data);
  assert.deepEqual([again.code, /är fastställd 2026-01-15 och ändras inte/.test(again.out)], [1, true]);

  await fillIn(form, form, "Uppgifter", [[4, 1, "2"]]);
  assert.match((await run("data", "las", form, ...data)).out, /Ny fil: planer\/2026_v2\.json/);
  const versions = await run("plan", "2026_v2", ...data);
  assert.match(
    versions.out,
    /^Från 2026_v1 \(fastställd 2026-01-15\) till 2026_v2 \(utkast\):\n {2}Version: 1 → 2\n/,
  );
  assert.match((await run("plan", "2026_v3", ...data)).err, /finns inte .*närmast är 2026_v/);
  assert.equal(planKind.refuses?.(draft, stored)?.includes("ny version"), true);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("data names the nearest kind, and what a file that says no kind needs", async () => {
  const folder = await Deno.makeTempDir();
  assert.match(
    (await run("data", "mall", "avta", "--ut", folder)).err,
    /Slaget avta finns inte, närmast är avtal/,
  );
  await Deno.writeFile(`${folder}/x.xlsx`, await workbookFile([{ name: "Blad1", rows: [["a", "b"]] }]));
  const told = await run("data", "kontrollera", `${folder}/x.xlsx`, "--data", folder);
  assert.deepEqual([told.code, /x\.xlsx säger inte vilket slag/.test(told.err)], [2, true]);
  const forced = await run("data", "kontrollera", `${folder}/x.xlsx`, "--slag", "avtal", "--data", folder);
  assert.match(
    forced.out,
    /x\.xlsx: 3 fel\n {2}Uppgifter {2}bladet saknas.*\n {2}Rader {2}bladet saknas.*\n.*Blad1!A1 {2}bladet hör inte/,
  );
  await Deno.writeTextFile(`${folder}/y.json`, '{\n "syntetisk": false,\n "rader": [],,\n}');
  const json = await run("data", "kontrollera", `${folder}/y.json`, "--slag", "avtal", "--data", folder);
  assert.match(json.out, /y\.json: 1 fel\n {2}filen {2}är inte JSON: på rad 3 ska stå ett fältnamn/);
  await Deno.remove(folder, { recursive: true });
});
