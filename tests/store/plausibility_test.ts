import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { openDatabase } from "../../lib/database/mod.ts";
import { plausibilityFindings } from "../../lib/store/plausibility.ts";

const database = await openDatabase();
globalThis.addEventListener("unload", () => database.close());
const HEADER = ["månad", "status", "region", "0-30"];
const aggregate = recognise(HEADER, profiles);
const register = { ...aggregate, layout: { ...aggregate.layout, name: "register" as const } };

/** What is said of cells of April 2024, given as region, hospital, home region and count. */
async function said(
  reading: typeof aggregate,
  cells: readonly (string | number | null)[][],
  { today, header = HEADER }: { today?: string; header?: readonly string[] } = {},
): Promise<string[]> {
  await database.run(
    `CREATE OR REPLACE TABLE c (region VARCHAR, sjukhus VARCHAR, hemregion VARCHAR, antal BIGINT,
      manad VARCHAR DEFAULT '2024-04', status VARCHAR DEFAULT 'vantande', vardutbud VARCHAR, agarform VARCHAR,
      avvikelse VARCHAR, band VARCHAR, d0_30 BIGINT)`,
  );
  for (const cell of cells) {
    await database.run("INSERT INTO c (region, sjukhus, hemregion, antal) VALUES (?, ?, ?, ?)", cell);
  }
  await database.run("UPDATE c SET d0_30 = antal");
  return (await plausibilityFindings(database, reading, { rows: "c", cells: "c", header }, today)).map((
    { rule, says },
  ) => `${rule}: ${says}`);
}

Deno.test("plausibilityFindings() warns of a name that holds as many as all the others together", async () => {
  const dalarna = (name: string, count: number) => ["Region Dalarna", name, null, count];
  const [sum, ...none] = await said(aggregate, [
    dalarna("C_999", 12),
    dalarna("Mora", 5),
    dalarna("Falun", 7),
  ]);
  assert.match(sum, /^summa_misstankt: [^]*sjukhus "C_999"$/);
  assert.deepEqual(none, []);
  assert.deepEqual(
    await said(aggregate, [dalarna("C_999", 13), dalarna("Mora", 5), dalarna("Falun", 7)]),
    [],
  );
  assert.deepEqual(await said(aggregate, [dalarna("Mora", 5), dalarna("Falun", 5)]), [], "two of one size");
  const elsewhere = ["Region Uppsala", "C_999", null, 2];
  assert.deepEqual(
    await said(aggregate, [dalarna("C_999", 12), dalarna("Mora", 5), dalarna("Falun", 7), elsewhere]),
    [],
    "a sum is one in every region",
  );
  assert.deepEqual(await said(aggregate, []), []);
  const [unnamed] = await said(aggregate, [
    ["Region Dalarna", null, null, 12],
    dalarna("Mora", 5),
    dalarna("Falun", 7),
  ]);
  assert.match(unnamed, /^summa_misstankt: [^]*rader utan sjukhus$/);
});

Deno.test("plausibilityFindings() warns of rows that may be sums over a column that is not read", async () => {
  const rows = (...counts: number[]) => counts.map((count) => ["Region Dalarna", "Mora", null, count]);
  const header = [...HEADER, "Kön"];
  const [warning, ...others] = await said(aggregate, rows(5, 7, 12), { header });
  assert.match(warning, /^summa_olast_kolumn: .*: Kön$/);
  assert.deepEqual(others, []);
  for (const counts of [[5, 7, 13], [5, 5], [0, 0, 0]]) {
    assert.deepEqual(await said(aggregate, rows(...counts), { header }), [], counts.join());
  }
});

Deno.test("plausibilityFindings() warns of rows that count the same twice, unless a column unread may tell them apart", async () => {
  const rows = [["Region Dalarna", "Mora", null, 5], ["Region Dalarna", "Mora", null, 5]];
  const [warning, ...others] = await said(aggregate, rows);
  assert.match(warning, /^rader_upprepas: .*: Region Dalarna 2024-04 vantande \(2 rader\)$/);
  assert.deepEqual(others, []);
  assert.deepEqual(await said(aggregate, rows, { header: [...HEADER, "klinik"] }), []);
  assert.deepEqual(await said(aggregate, [rows[0], ["Region Dalarna", "Falun", null, 5]]), []);
});

Deno.test("plausibilityFindings() warns of PvV and MoV that only some rows of a region and month tell", async () => {
  const header = ["månad", "status", "region", "0-30", "PvV", "MoV"], reading = recognise(header, profiles);
  const warned = async (rows: string) => {
    await database.run(
      `CREATE OR REPLACE TABLE r AS SELECT region, manad, status, pvv, mov, CAST(NULL AS VARCHAR) AS sjukhus,
        vardutbud, CAST(NULL AS VARCHAR) AS agarform, CAST(NULL AS VARCHAR) AS hemregion, 1 AS d0_30
      FROM (VALUES ${rows}) AS v (region, manad, status, vardutbud, pvv, mov)`,
    );
    await database.run(
      "CREATE OR REPLACE TABLE k AS SELECT *, CAST(NULL AS VARCHAR) AS avvikelse, d0_30 AS antal FROM r",
    );
    const found = await plausibilityFindings(database, reading, { rows: "r", cells: "k", header });
    return found.filter(({ rule }) => rule === "avvikelse_delvis_tom").map(({ says }) =>
      says.split("skriv 0): ")[1]
    );
  };
  assert.deepEqual(
    await warned(
      `('A', '2024-04', 'vantande', 'Gråstarr', 3, NULL), ('A', '2024-04', 'vantande', 'Gallsten', NULL, NULL),
      ('A', '2024-05', 'vantande', 'Gråstarr', 3, 0), ('B', '2024-04', 'genomforda', 'Gråstarr', NULL, 1)`,
    ),
    ["PvV i 1 rader för A 2024-04"],
  );
  assert.deepEqual(
    await warned(
      "('A', '2024-04', 'vantande', 'Gråstarr', 0, 0), ('B', '2024-04', 'vantande', 'Gråstarr', NULL, NULL)",
    ),
    [],
  );
});

Deno.test("plausibilityFindings() warns of a month that is not over on the day of the load", async () => {
  const cells = [["Region Dalarna", "Mora", null, 5]];
  const [warning] = await said(aggregate, cells, { today: "2024-04-29" });
  assert.match(warning, /^manad_inte_slut: .*: 2024-04$/);
  assert.deepEqual(await said(aggregate, cells, { today: "2024-04-30" }), []);
});

Deno.test("plausibilityFindings() warns of a region code that may be SCB's", async () => {
  // 21 is Östergötland in the register and Gävleborg at SCB.
  const patients = (home: string | null, count: number) => ["Region Östergötland", "Motala", home, count];
  assert.deepEqual(
    await said(register, [patients("Region Gävleborg", 3), patients("Region Östergötland", 1)]),
    [
      "regionkod_oklar: regionkoden läses som väntetidsregistrets, men patienterna bor där SCB har samma länskod: " +
      "21 är Östergötland i registret och Gävleborg hos SCB, dit 75\u00a0% hör",
    ],
  );
  assert.deepEqual(
    await said(register, [patients("Region Gävleborg", 2), patients("Region Östergötland", 2)]),
    [],
  );
  assert.deepEqual(await said(register, [patients("Region Dalarna", 4), patients(null, 9)]), []);
});

Deno.test("plausibilityFindings() warns of a hospital that is nearly called as a known one, or lies in another region", async () => {
  const [misspelt, elsewhere, ...none] = await said(aggregate, [
    ["Region Dalarna", "Falu lasarett", null, 3],
    ["Region Dalarna", "Falu lasaret", null, 4],
    ["Region Dalarna", "Akademiska sjukhuset", null, 9],
    ["Region Dalarna", "Specialistcentrum Siljan", null, 11],
    ["Region Halland", "Falu lasaret", null, 5],
  ]);
  assert.match(
    misspelt,
    /^sjukhus_liknar: [^]*: "Falu lasaret" i Region Dalarna, närmast är Falu lasarett$/,
  );
  assert.match(
    elsewhere,
    /^sjukhus_annan_region: [^]*: Akademiska sjukhuset, som raden för till Region Dalarna$/,
  );
  assert.deepEqual(none, []);
});
