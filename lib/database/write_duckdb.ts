/**
 * Writes tables as a DuckDB file, which any DuckDB opens. Only native DuckDB can: what DuckDB in WebAssembly writes to a
 * file of its own is lost. Deno must allow what `openDatabase({ engine: "native" })` needs, and writing of the file.
 *
 * @param path The file; there must be none of this name.
 * @param tables The tables by name, each the content of a Parquet file.
 * @throws {Deno.errors.AlreadyExists} If there is such a file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDuckdb } from "vantelage/database";
 * const taken = await Deno.makeTempFile();
 * await assert.rejects(writeDuckdb(taken, {}), Deno.errors.AlreadyExists);
 * ```
 */
export async function writeDuckdb(path: string, tables: Readonly<Record<string, Uint8Array>>): Promise<void> {
  // DuckDB would add to a file that is there, and takes an empty one for no database.
  (await Deno.open(path, { write: true, createNew: true })).close();
  await Deno.remove(path);
  await (await import("./_native_file.ts")).writeNativeFile(path, tables);
}
