import assert from "node:assert/strict";
import { openDatabase } from "../../lib/database/mod.ts";
import { readSheets } from "../../lib/extract/mod.ts";
import { loadFiles, openStore } from "../../lib/mod.ts";
import { storeIdentity } from "../../lib/cli/_store_identity.ts";
import { storeCommand } from "../../lib/cli/store.ts";
import { contentsOf, registerFile, times, waiting } from "../store/_deliveries.ts";
import { run } from "./_run.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

Deno.test("rejected records are corrected, joined to their delivery and loaded again; store tells of it", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, april = `${folder}/april.csv`;
  const wrong = { ...waiting, beslut_datum: "2024-05-01", remittent_hsaid: "=1+1" };
  await Deno.writeTextFile(april, registerFile([...times(3, waiting), wrong, ...times(2, waiting)]));
  const [first] = await loadFiles(store, [april], { minAccepted: 0.8 });
  assert.deepEqual([first.loaded, first.rejected], [5, 1]);

  const bad = `${folder}/underkanda.csv`, right = `${folder}/rattad.csv`, whole = `${folder}/ny.csv`;
  const written = await run("rejected", "--lager", store, "--ut", bad);
  assert.deepEqual(
    [
      written.code,
      /^1 underkänd rad ur april.csv skrivs i [^]*--original MAPP\/april.csv --rattad [^]*underkanda.csv --ut [^]*_rattad.csv --lager /
        .test(written.out),
    ],
    [0, true],
    written.err,
  );
  const text = await Deno.readTextFile(bad);
  assert.match(text, /;'=1\+1;/);
  await Deno.writeTextFile(right, text.replace("2024-05-01", "2024-04-01"));

  const [alone] = await loadFiles(store, [right]);
  assert.deepEqual([alone.outcome, alone.findings[0].rule], ["stopped", "underkanda_for_sig"]);
  const joined = await run(
    "rejected",
    "--lager",
    store,
    "--original",
    april,
    "--rattad",
    right,
    "--ut",
    whole,
  );
  assert.equal(joined.code, 0, joined.err);
  const [second] = await loadFiles(store, [whole]);
  assert.deepEqual([second.read, second.loaded, second.rejected], [6, 6, 0]);
  using opened = await openStore(store, { engine: "native" });
  await opened.rows("rader", { status: "vantande", manad: "2024-04" });
  const [row] = await (await opened.database).query(
    "SELECT count(*) AS antal, max(remittent_hsaid) AS hsaid FROM rader",
  );
  assert.deepEqual(row, { antal: 6, hsaid: "=1+1" }, "the guard against formulas is taken off again");

  const listed = await run("store", "list", "--lager", store);
  assert.match(listed.out, /^1 {2}april\.csv .*\n {3}ersatt i 1 av 1/);
  assert.match(listed.out, /\n2 {2}ny\.csv .*\n {3}gäller för Region Dalarna 2024-04 väntande/);
  const exported = await run("store", "export", "--lager", store, "--ut", `${folder}/ut`);
  assert.equal(exported.code, 0, exported.err);
  assert.match(
    await Deno.readTextFile(`${folder}/ut/celler.csv`),
    /^\ufeffmanad;status;region;.*\r\n2024-04;vantande;/,
  );
  using database = await openDatabase({ engine: "native" });
  await database.readParquet("celler", await Deno.readFile(`${folder}/ut/celler.parquet`));
  assert.deepEqual(await database.query("SELECT CAST(sum(antal) AS INTEGER) AS antal FROM celler"), [{
    antal: 6,
  }]);

  const { path } = opened.deliveries[0].files[0];
  await Deno.remove(`${store}/${path}`);
  const verified = await run("store", "verify", "--lager", store);
  assert.deepEqual([verified.code, verified.err.includes(path)], [1, true]);
  const replaced = await run("rejected", "--lager", store, "--ut", bad);
  assert.deepEqual([replaced.code, /som är ersatt anges med --fil/.test(replaced.err)], [1, true]);
  const again = await run("rejected", "--lager", store, "--ut", bad, "--fil", "april.csv");
  assert.deepEqual([again.code, /skrivs inte över/.test(again.err)], [1, true]);
  const misspelt = await run("store", "lista", "--lager", store);
  assert.deepEqual([misspelt.code, misspelt.err.split("\n")[0]], [
    2,
    'Ange vad som ska göras: list, verify, export, compact, withdraw, erase, publish-tables. Fick "lista", närmast är list',
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("store says that a folder is not there or is a file, and changes nothing", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/fil`, missing = `${folder}/finns-inte`;
  await Deno.writeTextFile(file, "");
  for (const action of ["verify", "export", "compact"]) {
    await assert.rejects(storeCommand.run({ lager: missing, ut: `${folder}/ut` }, [action]), /finns inte/);
    await assert.rejects(storeCommand.run({ lager: file, ut: `${folder}/ut` }, [action]), /en fil/);
  }
  await assert.rejects(storeCommand.run({ lager: folder, ut: file }, ["export"]), {
    name: "UsageError",
    message: /^--ut ska vara en mapp: .*fil är en fil/,
  });
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["fil"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("No command writes in a store: --ut and --data there are refused before anything runs", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  await Deno.writeTextFile(`${folder}/april.csv`, registerFile([waiting]));
  await loadFiles(store, [`${folder}/april.csv`]);
  const before = await contentsOf(store);
  for (
    const [command, ...args] of [
      ["report", "--ut", store],
      ["report", "--ut", `${store}/rapporter`],
      ["store", "export", "--ut", `${store}/cells`],
      ["rejected", "--ut", `${store}/underkanda.csv`],
      ["sample", "--ut", store],
      ["plan", "--ar", "2025", "--ut", store],
      ["profile", `${folder}/april.csv`, "--ut", `${store}/manifest.json`],
      ["signal", "list", "--data", store],
    ]
  ) {
    const own = ["report", "store", "rejected", "plan"].includes(command) ? ["--lager", store] : [];
    const { code, err } = await run(command, ...args, ...own);
    assert.equal(code, 2, `${command}: ${err}`);
    assert.match(err, /^--(ut|data) ska ligga utanför lagret: .* Inget har skrivits\. Ange en annan plats/);
  }
  assert.deepEqual(await contentsOf(store), before);
  await Deno.remove(`${store}/manifest.json`);
  for (const action of ["list", "verify", "compact"]) {
    const { code, err } = await run("store", action, "--lager", store);
    assert.deepEqual([code, /är skadat: manifest\.json saknas/.test(err)], [1, true], err);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("store erase says what would go, and takes it with the numbers and reports that show it", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, reports = `${folder}/rapporter`;
  const file = `${folder}/april.csv`;
  await Deno.writeTextFile(file, registerFile([{ ...waiting, vardkontakt_id: "HEMLIG-1" }, waiting]));
  await loadFiles(store, [file]);
  const identity = await storeIdentity(store), numbers = `publicerat/${"ab".repeat(32)}.json`;
  await Deno.mkdir(`${store}/publicerat`);
  await Deno.writeTextFile(`${store}/${numbers}`, "{}");
  const publication = {
    ...{
      manad: "2024-04",
      rule: { k: 5, mode: "suppress", base: 5 },
      months: [{ manad: "2024-04", sha256: "x" }],
    },
    ...{ started: "2024-05-20T08:00:00Z", inputs: [], reports: [], held: [], numbers },
  };
  await Deno.writeTextFile(`${store}/publicerat.json`, JSON.stringify([publication]));
  const reported = (manad: string, fileName: string) => ({
    ...{ started: null, commit: null, store: identity, audience: "internal", manad, version: {}, inputs: [] },
    reports: [{
      ...{
        fileName,
        sha256: "",
        title: "",
        question: "",
        mainFinding: "",
        reader: null,
        front: "",
        notebook: "",
      },
      ...{ parameters: {}, cellsRun: 1, seconds: 1, figures: [], hiddenCells: 0 },
      documents: [fileName.replace("html", "xlsx")],
    }],
  });
  await Deno.mkdir(`${reports}/a`, { recursive: true });
  for (const page of ["mars.html", "mars.xlsx", "april.html", "april.xlsx", "index.html"]) {
    await Deno.writeTextFile(`${reports}/a/${page}`, "HEMLIG-1");
  }
  const manifest = { runs: [reported("2024-03", "mars.html"), reported("2024-04", "april.html")] };
  await Deno.writeTextFile(`${reports}/a/manifest.json`, JSON.stringify(manifest));
  const erase = (...args: string[]) =>
    run("store", "erase", ...args, "--lager", store, "--rapporter", reports, "--skal", "begäran");
  const value = ["--kolumn", "vardkontakt_id", "--varde", "HEMLIG-1"];
  for (
    const [args, says, by = "arkivarien"] of [
      [[], /på ett sätt/],
      [["1", ...value], /på ett sätt/],
      [["ett"], /leveransens nummer/],
      [["--region", "Dalarna"], /hör ihop/],
      [["1"], /--av .*e-postadress/, "anna@region.se"],
    ] as const
  ) {
    const { code, err } = await erase(...args, "--av", by);
    assert.deepEqual([code, says.test(err)], [2, true], err);
  }
  const before = await contentsOf(store);
  const planned = await erase(...value, "--av", "arkivarien");
  assert.match(planned.out, /skulle raderas[^]*1 godtagen rad[^]*3 filer i [^]*Inget har ändrats/);
  assert.deepEqual(await contentsOf(store), before);
  const done = await erase(...value, "--av", "arkivarien", "--utfor");
  assert.equal(done.code, 0, done.err);
  assert.doesNotMatch(planned.out + done.out, /HEMLIG/);
  assert.match(done.out, /Radering 1, .*rader efter vardkontakt_id .*Skäl: begäran\. Beslut: arkivarien/);
  assert.deepEqual([...Deno.readDirSync(`${reports}/a`)].map(({ name }) => name).sort(), [
    "manifest.json",
    "mars.html",
    "mars.xlsx",
  ]);
  assert.ok(
    (await contentsOf(store)).some((line) => line.startsWith(numbers)),
    "public numbers show no person",
  );
  assert.match(
    (await run("store", "list", "--lager", store)).out,
    /1 rad har raderats ur den[^]*Radering 1/,
  );
  const again = await run("load", file, "--lager", store);
  assert.match(again.out, /oförändrad|redan/i);
  const month = await erase("--region", "Dalarna", "--manad", "2024-04", "--av", "arkivarien", "--utfor");
  assert.match(month.out, /1 hel leverans[^]*talen i 1 publik rapport/);
  assert.ok(!(await contentsOf(store)).some((line) => line.startsWith(numbers)));
  const back = await run("load", file, "--lager", store);
  assert.deepEqual([back.code, /raderades .*--godta-raderat/.test(back.out + back.err)], [1, true]);
  assert.equal((await run("load", file, "--lager", store, "--godta-raderat")).code, 0);
  assert.match((await run("store", "verify", "--lager", store)).out, /2 raderingars signaturer/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("store export writes facts and dimensions of what is chosen, and tells of every column", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, out = `${folder}/ut`;
  await Deno.writeTextFile(
    `${folder}/var.csv`,
    [
      "månad;status;region;sjukhus;vårdutbud;0-30;31-60",
      "2024-03;v;Dalarna;Falu lasarett;Gråstarr;3;4",
      "2024-04;v;Dalarna;Falu lasarett;Gråstarr;5;6",
      "2024-04;v;Uppsala;Akademiska sjukhuset;Gallsten;7;8\n",
    ].join("\n"),
  );
  await loadFiles(store, [`${folder}/var.csv`]);
  const chosen = ["--manad", "2024-04", "--vardutbud", "gråstarr", "--format", "csv,parquet,xlsx,duckdb"];
  const { code, out: said, err } = await run("store", "export", "--lager", store, "--ut", out, ...chosen);
  assert.equal(code, 0, err);
  const names = ["celler", "manader", "regioner", "sjukhus", "vardutbud"];
  assert.match(said, /^2 celler skrivna i .*: celler\.csv, manader\.csv/);
  assert.deepEqual(
    [...Deno.readDirSync(out)].map(({ name }) => name).sort(),
    [
      ...names.flatMap((name) => [`${name}.csv`, `${name}.parquet`]),
      "LÄSMIG.md",
      "celler.duckdb",
      "celler.xlsx",
    ]
      .sort(),
  );
  const csv = async (name: string) =>
    (await Deno.readTextFile(`${out}/${name}.csv`)).replace("\ufeff", "").trim().split("\r\n").map((line) =>
      line.split(";")
    );
  const [head, ...rows] = await csv("celler");
  assert.deepEqual(rows.map((row) => [row[2], row[3], ...row.slice(-3)]), [
    ["Region Dalarna", "Falu lasarett", "0", "30", "5"],
    ["Region Dalarna", "Falu lasarett", "31", "60", "6"],
  ]);
  assert.deepEqual((await csv("manader"))[1], [
    "2024-04",
    "2024",
    "4",
    "april 2024",
    "2024-04-01",
    "2024-04-30",
  ]);
  assert.deepEqual((await csv("sjukhus"))[1].slice(0, 3), ["Falu lasarett", "Region Dalarna", "Falun"]);
  const sheets = readSheets(await Deno.readFile(`${out}/celler.xlsx`), "celler.xlsx");
  assert.deepEqual(sheets.map(({ name }) => name), names);
  assert.match(JSON.stringify(sheets[0].rows[1]), /"Falu lasarett"[^]*"5"/);
  const readme = await Deno.readTextFile(`${out}/LÄSMIG.md`);
  for (const name of names) {
    assert.ok(readme.includes(`## ${name}\n`));
    for (const column of (await csv(name))[0]) assert.match(readme, new RegExp(`^\\| ${column} +\\| `, "m"));
  }
  assert.ok(head.includes("hemregion"));
  // Every name of the facts is in its dimension: a join loses nothing.
  using database = await openDatabase({ engine: "native" });
  for (const name of names) await database.readParquet(name, await Deno.readFile(`${out}/${name}.parquet`));
  assert.deepEqual(
    await database.query(
      "SELECT CAST(sum(antal) AS INTEGER) AS antal FROM celler JOIN manader USING (manad) JOIN regioner USING (region) JOIN sjukhus USING (sjukhus) JOIN vardutbud USING (vardutbud)",
    ),
    [{ antal: 11 }],
  );
  for (
    const [args, says] of [
      [["--format", "xls"], /--format ska vara csv, parquet, xlsx, duckdb, fhir/],
      [["--manad", "april"], /--manad: /],
      [["--vardutbud", "Gråstar"], /Gråstarr/],
      [["--manad", "2022-01"], /har inget av det som valdes/],
    ] as const
  ) {
    const { code, err } = await run("store", "export", "--lager", store, "--ut", `${folder}/x`, ...args);
    assert.ok(code > 0 && says.test(err), err);
  }
  await Deno.remove(folder, { recursive: true });
});
