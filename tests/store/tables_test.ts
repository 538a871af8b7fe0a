import assert from "node:assert/strict";
import { type Dimension, DIMENSIONS } from "../../lib/cube/mod.ts";
import { ENGINES } from "../../lib/database/mod.ts";
import { cellsSql } from "../../lib/store/cells_sql.ts";
import { type CellQuery, loadFiles, openStore } from "../../lib/store/mod.ts";
import { collectNativeGarbage } from "../_native.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

collectNativeGarbage();

const work = temporaryFolder(), folder = `${work}/lager`;
const uppsala = { ...waiting, regionkod: "12", sjukhusnamn: "Akademiska sjukhuset", lkf: "0380" };
const files = {
  "forsta.csv": registerFile([
    ...times(4, { ...waiting, vardgaranti: "NEJ" }),
    ...times(6, uppsala),
    ...times(2, { ...waiting, status: "GENOMFORD", start_datum: "2024-04-10", slut_datum: "2024-04-10" }),
  ]),
  // Takes the place of those who wait in Dalarna, and of nothing else.
  "dalarna.csv": registerFile([...times(5, waiting), { ...waiting, avvikelsekod: "1", sjukhusnamn: "" }]),
  "band.csv": "månad;status;region;sjukhus;0-30;366+\n2024-04;väntande;Örebro;Karlskoga lasarett;7;1\n",
};
for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${work}/${name}`, text);
const reports = await loadFiles(folder, Object.keys(files).map((name) => `${work}/${name}`), {
  accept: ["godta-mindre"],
});
assert.deepEqual(reports.map(({ outcome }) => outcome), ["kept", "kept", "kept"]);

const ORDER = [...DIMENSIONS, "lo", "hi"].join(", ");

for (const engine of ENGINES) {
  // One store for each engine, as its start takes longer than the rest.
  const store = await openStore(folder, { engine });
  Deno.test.afterAll(() => store[Symbol.dispose]());

  Deno.test(`Store.tables() has the cells that hold, as Store.cells() gives them (${engine})`, async () => {
    const cells = await store.cells();
    assert.deepEqual(cells.reduce((sum, { antal }) => sum + antal, 0), 22);
    const database = await store.tables("celler");
    assert.equal(Reflect.get(database, "engine"), engine);
    assert.deepEqual(await database.query(`SELECT ${ORDER}, antal FROM celler ORDER BY ${ORDER}`), cells);
  });

  Deno.test(`cellsSql() asks of a table what Store.cells() answers (${engine})`, async () => {
    const database = await store.tables("celler");
    const queries: CellQuery<Dimension>[] = [
      {},
      { by: [] },
      { by: ["region", "avvikelse", "vardgaranti"] },
      { where: { status: "vantande", manad: ["2024-04", "2024-05"] }, by: ["sjukhus"] },
      { where: { sjukhus: null }, by: ["region"] },
      {
        where: { avvikelse: [null, "PvV"], vardgaranti: true, hemregion: undefined },
        by: ["status", "region"],
      },
      { where: { vardgaranti: [false, null] }, by: ["vardgaranti"] },
      { where: { region: [] } },
      ...[[0], [0, 31, 91, 366], [0, 75], [0, 76], [0, 10, 400]].map((bands) => ({
        by: ["region" as const],
        bands,
      })),
    ];
    for (const query of queries) {
      const { sql, parameters } = cellsSql(query, "celler");
      assert.deepEqual(await database.query(sql, parameters), await store.cells(query), sql);
    }
  });

  Deno.test(`Store.tables() has the rows of the register that hold, and not those replaced (${engine})`, async () => {
    const database = await store.tables("rader", "celler");
    assert.deepEqual(
      await database.query(
        `SELECT regionkod, status, vardgaranti, sjukhusnamn, beslut_datum, fodelsear, count(*) AS antal
        FROM rader GROUP BY ALL ORDER BY ALL NULLS LAST`,
      ),
      [
        ["Region Dalarna", "genomforda", "JA", "Falu lasarett", "2024-02-01", 1950, 2],
        ["Region Dalarna", "vantande", "JA", "Falu lasarett", "2024-02-01", 1950, 5],
        ["Region Dalarna", "vantande", "JA", null, "2024-02-01", 1950, 1],
        ["Region Uppsala", "vantande", "JA", "Akademiska sjukhuset", "2024-02-01", 1950, 6],
      ].map(([regionkod, status, vardgaranti, sjukhusnamn, beslut_datum, fodelsear, antal]) => (
        { regionkod, status, vardgaranti, sjukhusnamn, beslut_datum, fodelsear, antal }
      )),
    );
  });
}

Deno.test("Store.tables() makes each table once, also when asked at the same time", async () => {
  using store = await openStore(folder, { engine: "native" });
  const asked = await Promise.all([store.tables("celler"), store.tables("celler", "rader"), store.tables()]);
  assert.equal(new Set(asked).size, 1);
  assert.deepEqual(await asked[0].query("SELECT count(*) AS n FROM rader"), [{ n: 14 }]);
});
