import assert from "node:assert/strict";
import {
  checkedSignals,
  enterSignal,
  nextSignalId,
  readSignalFiles,
  SignalError,
  standingSignals,
  undoneEvent,
} from "../../lib/cooperation/mod.ts";
import { given, signal, varmland } from "./_signals.ts";

const first = given("varmland-1", "2024-04-02");

Deno.test("enterSignal() reads names in any accepted spelling and keeps the official ones", () => {
  const file = enterSignal(varmland(), {
    ...first,
    signal: signal({ vardutbud: "knäprotes", sjukhus: "CSK", kontaktroll: "Vårdlots" }),
  });
  const [{ vardutbud, sjukhus, kontaktroll }] = standingSignals(file);
  assert.deepEqual([vardutbud, sjukhus, kontaktroll], [
    "Knäled protes",
    "Centralsjukhuset Karlstad",
    "vårdlots",
  ]);
});

Deno.test("enterSignal() refuses a wrong name and says the nearest", () => {
  const refused = (different: Parameters<typeof signal>[0], says: RegExp) =>
    assert.throws(() => enterSignal(varmland(), { ...first, signal: signal(different) }), (error: Error) => {
      assert.ok(error instanceof SignalError);
      assert.match(error.message, says);
      return true;
    });
  refused({ vardutbud: "Knäled protez" }, /vardutbud: .*Närmast: Knäled protes/);
  refused({ sjukhus: "Torsby sjukus" }, /sjukhus: .*finns inte\. Närmast: Sjukhuset i Torsby/);
  refused({ sjukhus: "Mora lasarett" }, /Mora lasarett hör till Region Dalarna, inte till Region Värmland/);
  refused({ kontaktroll: "produktionsplanerar" }, /närmast är produktionsplanerare/);
  refused({ fran: "2024-07" }, /Den sista månaden är före den första/);
  refused({ antal: 2.5 }, /antal: ska vara ett helt antal/);
  refused({ antal: NaN }, /antal: ska vara ett helt antal/);
  refused({ antal: 0 }, /antal: ska vara minst 1/);
  refused({ villkor: { alder_fran: 70, alder_till: 60 } }, /Den äldsta är yngre/);
});

Deno.test("enterSignal() refuses texts that may tell of a person, and does not repeat them", () => {
  for (
    const unsafe of [
      "gäller 811228-9874",
      "gäller 19811228 9874",
      "fråga kalle@region.se",
      "ring 070-123 45 67",
    ]
  ) {
    const event = { ...first, handelse: "aterkallad", signal: null, skal: unsafe } as const;
    assert.throws(() => enterSignal(varmland(first), event), (error: Error) => {
      assert.ok(error instanceof SignalError);
      assert.ok(!error.message.includes(unsafe.split(" ")[1]));
      return true;
    });
  }
  const names = enterSignalWithRole("Kalle Ek");
  assert.throws(names, /Kontakten ska vara en roll, aldrig en person/);
});

const enterSignalWithRole = (kontaktroll: string) => () =>
  enterSignal(varmland(), { ...first, signal: signal({ kontaktroll }) });

Deno.test("undoneEvent() takes back what happened last: a change, a withdrawal, the giving, and itself", () => {
  const undo = (file: ReturnType<typeof varmland>, dag: string) =>
    enterSignal(file, undoneEvent(file, "varmland-1", dag));
  const said = (file: ReturnType<typeof varmland>) =>
    standingSignals(file).map(({ antal, lagd, andrad }) => [antal, lagd, andrad]);
  const changed = enterSignal(varmland(first), {
    ...given("varmland-1", "2024-04-09", { antal: 25 }),
    handelse: "andrad",
  });
  assert.deepEqual(said(changed), [[25, "2024-04-02", "2024-04-09"]]);
  const back = undo(changed, "2024-04-10");
  assert.deepEqual(said(back), [[40, "2024-04-02", "2024-04-02"]]);
  assert.deepEqual(said(undo(back, "2024-04-11")), [[25, "2024-04-02", "2024-04-09"]]);
  const gone = {
    id: "varmland-1",
    dag: "2024-04-12",
    handelse: "aterkallad",
    signal: null,
    skal: null,
  } as const;
  const withdrawn = enterSignal(changed, gone);
  assert.deepEqual([said(withdrawn), said(undo(withdrawn, "2024-04-12"))], [[], said(changed)]);
  assert.throws(() => undo(withdrawn, "2024-07-01"), /månader är slut/);
  assert.deepEqual(said(undo(varmland(first), "2024-04-03")), []);
  assert.throws(() => undoneEvent(varmland(), "varmland-1", "2024-04-03"), /finns inte/);
});

Deno.test("enterSignal() only adds: what was there stands before it, unchanged", () => {
  const before = varmland(first);
  const changed = enterSignal(before, {
    ...given("varmland-1", "2024-04-09", { antal: 25 }),
    handelse: "andrad",
  });
  const withdrawn = enterSignal(changed, {
    id: "varmland-1",
    dag: "2024-05-02",
    handelse: "aterkallad",
    signal: null,
    skal: "Egna operationssalar öppnar",
  });
  assert.deepEqual(before, varmland(first));
  assert.deepEqual(withdrawn.handelser.slice(0, 1), before.handelser);
  assert.deepEqual(withdrawn.handelser.slice(0, 2), changed.handelser);
  assert.deepEqual(standingSignals(withdrawn), []);
});

Deno.test("standingSignals() gives what stood at the end of a day, however the history goes on", () => {
  const file = varmland(
    first,
    { ...given("varmland-1", "2024-04-09", { antal: 25 }), handelse: "andrad" },
    { id: "varmland-1", dag: "2024-05-02", handelse: "aterkallad", signal: null, skal: null },
  );
  const antal = (asAt: string) => standingSignals(file, asAt).map((standing) => standing.antal);
  assert.deepEqual(["2024-04-01", "2024-04-02", "2024-04-08", "2024-04-09", "2024-05-02"].map(antal), [
    [],
    [40],
    [40],
    [25],
    [],
  ]);
  assert.equal(standingSignals(file, "2024-04-09")[0].lagd, "2024-04-02");
  assert.equal(standingSignals(file, "2024-04-09")[0].andrad, "2024-04-09");
});

Deno.test("enterSignal() refuses a day before the last, an id that is taken, and one that is not there", () => {
  const file = varmland(first);
  assert.throws(
    () => enterSignal(file, given("varmland-2", "2024-04-01")),
    /historiken går redan till 2024-04-02/,
  );
  assert.throws(() => enterSignal(file, given("varmland-1", "2024-04-03")), /varmland-1 finns redan/);
  const gone = {
    id: "varmland-7",
    dag: "2024-04-03",
    handelse: "aterkallad",
    signal: null,
    skal: null,
  } as const;
  assert.throws(
    () => enterSignal(file, gone),
    /varmland-7 finns inte\. Gällande i Region Värmland: varmland-1/,
  );
  const withdrawn = enterSignal(file, { ...gone, id: "varmland-1" });
  assert.throws(
    () => enterSignal(withdrawn, { ...gone, id: "varmland-1" }),
    /är återkallad\. Gällande .*: inga/,
  );
});

Deno.test("nextSignalId() goes on from the highest number, also of one that is withdrawn", () => {
  assert.equal(nextSignalId(varmland(first, given("varmland-12", "2024-04-02"))), "varmland-13");
});

Deno.test("checkedSignals() refuses an id that is given twice, and a withdrawal of one that was never given", () => {
  const gone = { id: "uppsala-1", dag: "2024-04-02", handelse: "aterkallad", signal: null, skal: "klart" };
  assert.throws(
    () => checkedSignals({ region: "Region Uppsala", syntetisk: true, handelser: [gone] }),
    /id: uppsala-1 har inte lagts/,
  );
});

Deno.test("checkedSignals() refuses a region outside the seven and what is no file", () => {
  assert.throws(
    () => checkedSignals({ ...varmland(), region: "Region Skåne" }),
    /Regionen "Region Skåne" finns inte/,
  );
  assert.throws(() => checkedSignals([]), SignalError);
  assert.throws(() => checkedSignals({ ...varmland(first), extra: 1 }), SignalError);
});

Deno.test("enterSignal() refuses a signal that stands already, and one whose months are over", () => {
  const file = enterSignal(varmland(), first), again = given("varmland-2", "2024-04-03");
  assert.throws(() => enterSignal(file, again), /Samma signal gäller redan: varmland-1\./);
  const withdrawn = {
    id: "varmland-1",
    dag: "2024-04-03",
    handelse: "aterkallad",
    signal: null,
    skal: "Löst",
  } as const;
  assert.equal(standingSignals(enterSignal(enterSignal(file, withdrawn), again)).length, 1);
  const late = { ...first, dag: "2025-04-02" };
  assert.throws(() => enterSignal(varmland(), late), /Signalens månader är slut: den gäller till 2024-/);
});

Deno.test("readSignalFiles() refuses a file of signals that says another region than its name", async () => {
  const folder = await Deno.makeTempDir();
  const file = JSON.stringify({ region: "Region Uppsala", syntetisk: false, handelser: [] });
  await Deno.writeTextFile(`${folder}/uppsala.json`, file);
  assert.deepEqual((await readSignalFiles(folder)).map(({ region }) => region), ["Region Uppsala"]);
  await Deno.rename(`${folder}/uppsala.json`, `${folder}/dalarna.json`);
  await assert.rejects(
    readSignalFiles(folder),
    /dalarna\.json: filen säger Region Uppsala, .* i uppsala\.json/,
  );
  await Deno.remove(folder, { recursive: true });
});
