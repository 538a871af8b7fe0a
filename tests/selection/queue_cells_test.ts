import assert from "node:assert/strict";
import { loadFiles, openStore, queueCells } from "../../lib/mod.ts";
import { registerFile, temporaryFolder, waiting } from "../store/_deliveries.ts";

Deno.test("queueCells() counts who waits by list, home, days and måldatum, and lets no row out", async () => {
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
    ]),
  );
  await loadFiles(`${folder}/lager`, [`${folder}/dalarna.csv`]);
  using store = await openStore(`${folder}/lager`);
  const { cells, medMaldatum, missing } = await queueCells(store, {
    manad: waiting.matperiod.slice(0, 7),
    vardutbud: "Knäled protes",
  });
  const dalarna = { region: "Region Dalarna", dagar: 20 };
  assert.deepEqual(cells, [
    { ...dalarna, hemregion: "Region Dalarna", tillMaldatum: null, antal: 2 },
    { ...dalarna, hemregion: "Region Uppsala", tillMaldatum: -5, antal: 1 },
  ]);
  assert.deepEqual([medMaldatum, missing.length], [1, 6]);
});
