import { DuckDBInstance } from "@duckdb/node-api";
import { firstStatements } from "./_native.ts";
import { PrivateFolder } from "./_private_folder.ts";
import { identifier, literal } from "./literal.ts";

/** Makes a DuckDB file of tables, each the content of a Parquet file. */
export async function writeNativeFile(
  path: string,
  tables: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const folder = new PrivateFolder();
  try {
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    try {
      for (const statement of firstStatements(folder.path)) await connection.run(statement);
      for (const [index, [name, parquet]] of Object.entries(tables).entries()) {
        const file = folder.write(`${index}.parquet`, parquet);
        await connection.run(
          `CREATE TABLE ${identifier(name)} AS FROM read_parquet(${
            literal(file)
          }, hive_partitioning = false)`,
        );
      }
      await connection.run("CHECKPOINT");
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } finally {
    folder.close();
  }
}
