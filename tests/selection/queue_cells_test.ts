import assert from "node:assert/strict";
import { loadFiles, longWaiting, openStore } from "../../lib/mod.ts";
import { listAges, queueCells, transferBasis } from "../../lib/selection/mod.ts";
import { standing } from "../cooperation/_signals.ts";
import { registerFile, temporaryFolder, waiting } from "../store/_deliveries.ts";

Deno.test("queueCells(), listAges() and transferBasis() count who waits by list, home, days, måldatum and age, and let no row out", async () => {
  const folder = temporaryFolder();
  const knee = {
    ...waiting,
    kva_kod: "NGB49",
    mvo_kod: "311",
    aktivitetskod: "",
    beslut_datum: "2024-04-10",
  };
  const row = (vardkontakt_id: string, rest = {}) => ({ ...knee, vardkontakt_id, ...rest });
  await Deno.writeTextFile(
    `${folder}/dalarna.csv`,
    registerFile([
      row("a", { lkf: "2080" }),
      row("b", { lkf: "2081" }),
      row("c", { lkf: "0380", medicinskt_maldatum: "2024-04-25" }),
      row("d", { avvikelsekod: "1" }),
      row("e", { kva_kod: "CJE20", mvo_kod: "511" }),
      row("f", { beslut_datum: "2024-01-31", fodelsear: "1950" }),
      row("g", { beslut_datum: "2024-01-30", fodelsear: "1950", medicinskt_maldatum: "2024-04-29" }),
      row("h", { beslut_datum: "2023-01-30", fodelsear: "1940" }),
      row("i", { beslut_datum: "2023-01-30", fodelsear: "1940", avvikelsekod: "2" }),
    ]),
  );
  await loadFiles(`${folder}/lager`, [`${folder}/dalarna.csv`]);
  using store = await openStore(`${folder}/lager`);
  const { cells, medMaldatum, missing } = await queueCells(store, {
    manad: waiting.matperiod.slice(0, 7),
    vardutbud: "Knäled protes",
  });
  const dalarna = { region: "Region Dalarna", dagar: 20 };
  assert.deepEqual(cells.filter(({ dagar }) => dagar < 90), [
    { ...dalarna, hemregion: "Region Dalarna", tillMaldatum: null, antal: 2 },
    { ...dalarna, hemregion: "Region Uppsala", tillMaldatum: -5, antal: 1 },
  ]);
  assert.deepEqual([medMaldatum, missing.length], [2, 6]);

  // Day 90 is inside the limit and day 91 outside; who waits for medical reasons is left out.
  const manad = waiting.matperiod.slice(0, 7), region = "Region Dalarna", vardutbud = "Knäled protes";
  assert.deepEqual(await listAges(store, { manad, vardutbud: [vardutbud] }), [
    { region, vardutbud, alder: 74, antal: 1 },
    { region, vardutbud, alder: 84, antal: 1 },
  ]);
  assert.deepEqual(await listAges(store, { manad, vardutbud: ["Gallsten"] }), []);

  // g is a day past its target, h has waited over a year; c is past its target too, but not over the limit.
  assert.deepEqual(await longWaiting(store, { manad }), [{ region, vardutbud, antal: 2 }]);

  const orebro = standing("orebro-1", "Region Örebro län", {
    slag: "formaga",
    antal: 9,
    villkor: { alder_till: 75 },
  });
  const { problem } = await transferBasis(store, { manad, start: "2024-05", signals: [orebro] });
  assert.equal(problem.lists.find((list) => list.vardutbud === vardutbud)?.lange, 2);
  assert.deepEqual(problem.lists.find((list) => list.vardutbud === vardutbud)?.aldrar, [
    { alder: 74, antal: 1 },
    { alder: 84, antal: 1 },
  ]);
  assert.deepEqual(problem.free.map(({ antal, villkor }) => [antal, villkor]), [
    [9, { alder_till: 75 }],
    [9, { alder_till: 75 }],
  ]);
});
