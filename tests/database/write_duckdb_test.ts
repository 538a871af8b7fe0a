import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { writeDuckdb } from "../../lib/database/mod.ts";
import { parquetOf } from "./_parquet_of.ts";

Deno.test("writeDuckdb() writes a file that native DuckDB opens, with what stood in the Parquet file", async () => {
  const folder = await Deno.makeTempDir(), path = `${folder}/celler.duckdb`;
  const parquet = parquetOf({ region: ["Örebro"], antal: [7] });
  await writeDuckdb(path, { 'två "ord"': parquet });
  const instance = await DuckDBInstance.create(path, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const result = await connection.runAndReadAll('FROM "två ""ord"""');
  assert.deepEqual(result.getRows(), [["Örebro", 7]]);
  connection.closeSync();
  instance.closeSync();
  assert.deepEqual(
    [...Deno.readDirSync(folder)].map(({ name }) => name),
    ["celler.duckdb"],
    "no log is left beside",
  );
  await assert.rejects(writeDuckdb(path, { a: parquet }), Deno.errors.AlreadyExists);
  await Deno.remove(folder, { recursive: true });
});
