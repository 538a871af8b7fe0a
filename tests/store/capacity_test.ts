import assert from "node:assert/strict";
import { type Engine, ENGINES, openDatabase } from "../../lib/database/mod.ts";
import { tooLarge } from "../../lib/store/capacity.ts";
import { DeliveryError, loadFile, loadFiles, openStore } from "../../lib/store/mod.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

Deno.test("tooLarge() lets wasm take what it holds, and native anything", () => {
  for (const bytes of [0, 1, 100e6, 600 * 2 ** 20]) assert.equal(tooLarge("wasm", bytes), null);
  assert.match(tooLarge("wasm", 600 * 2 ** 20 + 1)!, /rymmer 600 MiB\. Läs in den med --engine native/);
  assert.equal(tooLarge("native", 2 ** 40), null);
});

Deno.test("loadFile() says before it reads that a file is too large for wasm, and names the other engine", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/riket.csv`;
  using file = await Deno.open(path, { create: true, write: true });
  await file.truncate(3 * 2 ** 30); // a hole: it takes no room on the disk
  using database = await openDatabase();
  const start = performance.now();
  await assert.rejects(loadFile(database, `${folder}/lager`, path), (error) => {
    assert(error instanceof DeliveryError);
    assert.match(error.message, /^Inget av riket\.csv har lästs: filen är 3\s072 MiB och motorn wasm/);
    assert.match(error.message, /--engine native/);
    assert.deepEqual([error.report.outcome, error.report.findings[0].rule], ["stopped", "fil_for_stor"]);
    return true;
  });
  assert.ok(performance.now() - start < 1000);
  await assert.rejects(Deno.stat(`${folder}/lager`), Deno.errors.NotFound);
  await Deno.remove(folder, { recursive: true });
});

const CSV = "månad;status;region;sjukhus;0-30;31-60;pvv\n" +
  "2024-04;väntande;Dalarna;Falu lasarett;1787;1259;3\n" +
  "2024-04;väntande;Dalarna;Mora lasarett;17;x;0\n" +
  "2024-04;väntande;Uppsala;Akademiska sjukhuset;9;1;\n";

Deno.test("loadFiles() gives with either engine the same report, and a store that both read alike", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/april.csv`, CSV);
  const reports = new Map<Engine, unknown>(), answers: unknown[] = [];
  for (const engine of ENGINES) {
    const [report] = await loadFiles(`${folder}/${engine}`, [`${folder}/april.csv`], {
      engine,
      minAccepted: 0.5,
    });
    reports.set(engine, report);
    assert.deepEqual([report.outcome, report.loaded, report.rejected], ["kept", 2, 1]);
    for (const reader of ENGINES) {
      using store = await openStore(`${folder}/${engine}`, { engine: reader });
      assert.equal((await store.database).engine, reader);
      await store.rows("rader", { status: "vantande", manad: "2024-04", layout: "aggregat" });
      answers.push([await store.cells(), await (await store.database).query("FROM rader ORDER BY ALL")]);
    }
  }
  assert.deepEqual(reports.get("wasm"), reports.get("native"));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  await Deno.remove(folder, { recursive: true });
});
