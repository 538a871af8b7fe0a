import assert from "node:assert/strict";
import { DeliveryError } from "../../lib/judge/mod.ts";
import { judgeFile, loadFile, openStore } from "../../lib/store/mod.ts";
import { contentsOf, registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

const folder = temporaryFolder(), store = `${folder}/lager`, path = `${folder}/april.csv`;
const undecided = { ...waiting, beslut_datum: "" }, unknown = { ...waiting, status: "VANTNDE" };
const write = (records: Parameters<typeof registerFile>[0]) =>
  Deno.writeTextFile(path, registerFile(records));

Deno.test("loadFile() keeps a delivery with exactly nine tenths accepted, and nothing of one with less", async () => {
  await write([...times(90, waiting), ...times(10, unknown)]);
  assert.equal((await loadFile(store, path)).outcome, "kept");
  const before = await contentsOf(store);
  await write([...times(89, waiting), undecided, ...times(10, unknown)]);
  await assert.rejects(loadFile(store, path), (error: DeliveryError) => {
    assert.ok(error instanceof DeliveryError);
    assert.match(
      error.message,
      /^Inget av april\.csv har sparats: bara 89 av 100 rader kan godtas, och minst 90\u00a0% ska godtas\. Vanligaste orsaken, i 10 av 11 underkända rader: status .*--minst-godtaget 0\.89\.$/,
    );
    const { outcome, loaded, rejected, findings } = error.report;
    assert.deepEqual([outcome, loaded, rejected, findings[0].rule], ["stopped", 0, 100, "for_fa_godtagna"]);
    return true;
  });
  assert.deepEqual(await contentsOf(store), before);
});

Deno.test("loadFile() goes on with less where it is allowed, and judgeFile() only says it", async () => {
  await write([waiting, ...times(3, unknown)]);
  const few = `${folder}/fa`, { delivery } = await judgeFile(few, path);
  assert.deepEqual([delivery.loaded, delivery.findings[0].level], [1, "stop"]);
  assert.equal((await loadFile(few, path, { minAccepted: 0.25 })).loaded, 1);
  await assert.rejects(loadFile(store, path, { minAccepted: 2 }), {
    name: "RangeError",
    message: "Cannot judge april.csv as minAccepted must be in [0, 1]: got 2",
  });
});

Deno.test("loadFile() leaves skipped rows out of the share", async () => {
  await write([...times(90, waiting), ...times(10, unknown), ...times(50, { ...waiting, fas: "1" })]);
  assert.equal((await loadFile(`${folder}/overhoppade`, path)).skipped, 50);
});

Deno.test("loadFile() is not stopped by fewer than ten rejected records while more are accepted", async () => {
  await write([...times(10, waiting), ...times(9, unknown)]);
  assert.equal((await loadFile(`${folder}/nio`, path)).rejected, 9);
  await write([...times(9, waiting), ...times(9, unknown)]);
  await assert.rejects(loadFile(`${folder}/halften`, path), /bara 9 av 18 rader kan godtas/);
  await write([...times(11, waiting), ...times(10, unknown)]);
  await assert.rejects(loadFile(`${folder}/tio`, path), /bara 11 av 21 rader kan godtas/);
});

Deno.test("loadFile() keeps nothing of a delivery with a month that has not begun, and names it", async () => {
  await write([...times(3, waiting), { ...waiting, matperiod: "2042-04" }]);
  await assert.rejects(
    loadFile(`${folder}/ny`, path, { today: "2024-04-01" }),
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
  const { rejected } = await judgeFile(store, path);
  assert.deepEqual(rejected.map(({ line, rules }) => [line, rules]), [[21, ["sjukhusnamn_ogiltigt"]]]);
  assert.match(rejected[0].says[0], /^sjukhusnamn ska vara ett sjukhus, med högst 100 tecken$/);
});
