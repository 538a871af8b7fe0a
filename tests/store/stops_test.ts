import assert from "node:assert/strict";
import { openDatabase } from "../../lib/database/mod.ts";
import { DeliveryError, judgeFile, loadFile, openStore } from "../../lib/store/mod.ts";
import { collectNativeGarbage } from "../_native.ts";
import { contentsOf, registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

collectNativeGarbage();

const database = await openDatabase({ engine: "native" });
globalThis.addEventListener("unload", () => database.close());
const folder = temporaryFolder(), store = `${folder}/lager`, path = `${folder}/april.csv`;
const undecided = { ...waiting, beslut_datum: "" }, unknown = { ...waiting, status: "VANTNDE" };
const write = (records: Parameters<typeof registerFile>[0]) =>
  Deno.writeTextFile(path, registerFile(records));

Deno.test("loadFile() keeps a delivery with exactly nine tenths accepted, and nothing of one with less", async () => {
  await write([...times(18, waiting), ...times(2, unknown)]);
  assert.equal((await loadFile(database, store, path)).outcome, "kept");
  const before = await contentsOf(store);
  await write([...times(17, waiting), undecided, ...times(2, unknown)]);
  await assert.rejects(loadFile(database, store, path), (error: DeliveryError) => {
    assert.ok(error instanceof DeliveryError);
    assert.match(
      error.message,
      /^Inget av april\.csv har sparats: bara 17 av 20 rader kan godtas, och minst 90\u00a0% ska godtas\. Vanligaste orsaken, i 2 av 3 underkända rader: status .*--minst-godtaget 0\.85\.$/,
    );
    const { outcome, loaded, rejected, findings } = error.report;
    assert.deepEqual([outcome, loaded, rejected, findings[0].rule], ["stopped", 0, 20, "for_fa_godtagna"]);
    return true;
  });
  assert.deepEqual(await contentsOf(store), before);
});

Deno.test("loadFile() goes on with less where it is allowed, and judgeFile() only says it", async () => {
  await write([waiting, ...times(3, unknown)]);
  const { delivery } = await judgeFile(database, store, path);
  assert.deepEqual([delivery.loaded, delivery.findings[0].level], [1, "stop"]);
  assert.equal((await loadFile(database, store, path, { minAccepted: 0.25 })).loaded, 1);
  await assert.rejects(loadFile(database, store, path, { minAccepted: 2 }), {
    name: "RangeError",
    message: "Cannot judge april.csv as minAccepted must be in [0, 1]: got 2",
  });
});

Deno.test("loadFile() leaves skipped rows out of the share", async () => {
  await write([...times(9, waiting), unknown, ...times(50, { ...waiting, fas: "1" })]);
  assert.equal((await loadFile(database, store, path)).skipped, 50);
});

Deno.test("loadFile() keeps nothing of a delivery with a month that has not begun, and names it", async () => {
  await write([...times(3, waiting), { ...waiting, matperiod: "2042-04" }]);
  await assert.rejects(
    loadFile(database, `${folder}/ny`, path, { today: "2024-04-01" }),
    /dagens datum är 2024-04-01: 2042-04 \(1 rad\)\. Rätta månaden/,
  );
  using opened = await openStore(`${folder}/ny`);
  assert.deepEqual(opened.deliveries, []);
});

Deno.test("loadFile() rejects a record whose hospital is no name but a long text", async () => {
  await write([...times(19, { ...waiting, sjukhusnamn: `Mora${" ".repeat(3000)}lasarett` }), {
    ...waiting,
    sjukhusnamn: "x".repeat(101),
  }]);
  const { rejected } = await judgeFile(database, store, path);
  assert.deepEqual(rejected.map(({ line, rules }) => [line, rules]), [[21, ["sjukhusnamn_ogiltigt"]]]);
  assert.match(rejected[0].says[0], /^sjukhusnamn ska vara ett sjukhus, med högst 100 tecken$/);
});
