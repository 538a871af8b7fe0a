import assert from "node:assert/strict";
import { openDatabase } from "../../lib/database/mod.ts";
import { loadFile, type LoadReport } from "../../lib/store/mod.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

const work = temporaryFolder();

/** Loads months of so many rows one after another into a store of their own; gives the last report's drift. */
async function driftOf(months: readonly [month: string, rows: number][], last = (csv: string) => csv) {
  using database = await openDatabase({ engine: "native" });
  const store = `${work}/${crypto.randomUUID()}`;
  let report: LoadReport | undefined;
  for (const [index, [month, rows]] of months.entries()) {
    const csv = registerFile(times(rows, { ...waiting, beslut_datum: "2023-01-01", matperiod: month }));
    await Deno.writeTextFile(`${work}/${month}.csv`, index === months.length - 1 ? last(csv) : csv);
    report = await loadFile(database, store, `${work}/${month}.csv`);
  }
  return report!.findings
    .filter(({ rule }) =>
      ["kolumner_saknas", "kolumner_nya", "antal_rader_ovanligt", "manader_saknas"].includes(rule)
    )
    .map(({ rule, level, count, says }) => `${level} ${rule} ${count}: ${says}`);
}

const usual: [string, number][] = [["2023-12", 40], ["2024-01", 42], ["2024-02", 38], ["2024-03", 40]];

Deno.test("loadFile() says that a month has unusually many or few rows, from the fifth month on", async () => {
  // Median 40; the median deviation is 1, less than 5 % of 40 = 2: usual is 40 ± 10.
  assert.deepEqual(await driftOf([...usual, ["2024-04", 50]]), []);
  assert.deepEqual(await driftOf([...usual, ["2024-04", 51]]), [
    "warn antal_rader_ovanligt 1: antalet rader avviker från tidigare månaders: Region Dalarna 2024-04 vantande har 51, väntat 30–50",
  ]);
  assert.equal((await driftOf([...usual, ["2024-04", 29]])).length, 1);
  assert.deepEqual(await driftOf([...usual.slice(1), ["2024-04", 400]]), []);
});

Deno.test("loadFile() names the months that were passed over", async () => {
  assert.deepEqual(await driftOf([["2024-01", 3], ["2024-04", 3]]), [
    "info manader_saknas 2: månader har hoppats över sedan den förra leveransen: Region Dalarna 2024-02 vantande, Region Dalarna 2024-03 vantande",
  ]);
  assert.deepEqual(await driftOf([["2024-04", 3], ["2024-03", 3]]), []);
});

Deno.test("loadFile() names columns that came and went since the region's last delivery", async () => {
  const renamed = (csv: string) => csv.replace("remiss_id", "remissnummer");
  assert.deepEqual(await driftOf([["2024-03", 3], ["2024-04", 3]], renamed), [
    "warn kolumner_saknas 1: kolumner som fanns i 2024-03.csv saknas nu: remiss_id",
    "info kolumner_nya 1: kolumner som inte fanns i 2024-03.csv: remissnummer",
  ]);
});
