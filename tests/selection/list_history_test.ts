import assert from "node:assert/strict";
import { exitsInWindow, flowsOfSpells, listHistory, loadFiles, openStore } from "../../lib/mod.ts";
import { StoreError } from "../../lib/store/mod.ts";
import { registerFile, temporaryFolder, waiting } from "../store/_deliveries.ts";

const folder = temporaryFolder();
const person = (vardkontakt_id: string, beslut_datum: string, matperiod: string, rest = {}) => ({
  ...waiting,
  vardkontakt_id,
  beslut_datum,
  matperiod,
  ...rest,
});
const performed = (id: string, decided: string, matperiod: string, start_datum: string, rest = {}) =>
  person(id, decided, matperiod, { status: "GENOMFORD", start_datum, ...rest });
const knee = { kva_kod: "NGB49", mvo_kod: "311", aktivitetskod: "" };
const uppsala = { regionkod: "12", sjukhusnamn: "UAS", lkf: "0380" };
await Deno.writeTextFile(
  `${folder}/dalarna.csv`,
  registerFile([
    person("a", "2024-02-01", "2024-02-29"),
    person("b", "2024-02-02", "2024-02-29"),
    person("k", "2024-02-03", "2024-02-29", knee),
    person("b", "2024-02-02", "2024-03-31"),
    person("c", "2024-03-04", "2024-03-31"),
    performed("k", "2024-02-03", "2024-03-31", "2024-03-05", knee),
    person("c", "2024-03-04", "2024-04-30"),
    performed("b", "2024-02-02", "2024-04-30", "2024-04-12"),
  ]),
);
await Deno.writeTextFile(
  `${folder}/uppsala.csv`,
  registerFile([
    person("a", "2024-02-01", "2024-03-31", uppsala),
    performed("x", "2024-02-01", "2024-03-31", "2024-03-02", uppsala),
    person("a", "2024-02-01", "2024-04-30", uppsala),
    performed("y", "2024-02-01", "2024-04-30", "2024-04-02", uppsala),
  ]),
);
const reports = await loadFiles(`${folder}/lager`, [`${folder}/dalarna.csv`, `${folder}/uppsala.csv`]);

Deno.test("listHistory() follows the contacts of regions that have delivered each month, and names the others", async () => {
  assert.deepEqual(reports.map(({ outcome, rejected }) => [outcome, rejected]), [["kept", 0], ["kept", 0]]);
  using store = await openStore(`${folder}/lager`);
  const history = await listHistory(store, { manad: "2024-04", months: 2 });
  assert.deepEqual(history.regions, ["Region Dalarna"]);
  assert.equal(history.options.missing.length, 6);
  assert.deepEqual(history.window, {
    from: "2024-03-01",
    to: "2024-04-30",
    withdrawals: "at_months_end",
  });
  assert.deepEqual(
    flowsOfSpells(history.spells, history).map((
      { start, decisions, performed, withdrawn, end, rest },
    ) => [start, decisions.value, performed, withdrawn, end, rest.value]),
    [[3, 1, 1, 1, 2, 0], [2, 0, 1, 0, 1, 0]],
  );
  assert.deepEqual(history.spells.map(({ contact }) => contact.vardutbud), [
    "Gråstarr",
    "Gråstarr",
    "Knäled protes",
    "Gråstarr",
  ]);
});

Deno.test("listHistory() takes one vårdutbud, whose exits enter when they are first seen", async () => {
  using store = await openStore(`${folder}/lager`);
  const { spells, window } = await listHistory(store, {
    manad: "2024-04",
    months: 2,
    vardutbud: "Knäled protes",
  });
  assert.deepEqual(exitsInWindow(spells, window), [
    { lo: 31, hi: 31, antal: 1, outcome: "operated", entryDays: 26 },
  ]);
});

Deno.test("listHistory() follows every region in a month that all have delivered, and refuses no months", async () => {
  using store = await openStore(`${folder}/lager`);
  const { regions, spells } = await listHistory(store, { manad: "2024-04", months: 1 });
  assert.deepEqual(regions, ["Region Dalarna", "Region Uppsala"]);
  assert.equal(spells.filter(({ listed }) => listed === "2024-04-01").length, 1);
  await assert.rejects(() => listHistory(store, { manad: "2024-04", months: 0 }), RangeError);
});

Deno.test("Store.fields() reads days as texts, and says which month or field is not there", async () => {
  using store = await openStore(`${folder}/lager`);
  assert.deepEqual(
    await store.fields(["beslut_datum", "vardkontakt_id", "start_datum"], {
      status: "vantande",
      manad: "2024-02",
    }),
    [["2024-02-01", "a"], ["2024-02-02", "b"], ["2024-02-03", "k"]].map(([beslut_datum, vardkontakt_id]) => ({
      beslut_datum,
      vardkontakt_id,
      start_datum: null,
    })),
  );
  const where = { status: "vantande", manad: "2024-04" } as const;
  await assert.rejects(() => store.fields(["beslutdatum"], where), /beslutdatum/);
  await assert.rejects(() => store.fields(["kon"], { ...where, manad: "2020-01" }), StoreError);
});
