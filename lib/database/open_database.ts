import type { Database, Engine } from "./database.ts";

/** Options for {@linkcode openDatabase}. */
export interface DatabaseOptions {
  /** The engine. @default {"wasm"} */
  engine?: Engine;
}

/**
 * Opens an empty database in memory.
 *
 * Takes about a second in WebAssembly, so open one and keep it. Deno must allow reading of the packages; besides,
 * `"wasm"` needs `--allow-sys=cpus`, and `"native"` needs `--allow-ffi`, writing to the folder of temporary files and
 * `--allow-env=TMPDIR,TMP,TEMP`, which tell where that is. A script that opens `"native"` should end by `Deno.exit()`:
 * where it ends by itself, Deno 2.9.5 may end it with an error when all is done (denoland/deno#36499).
 *
 * @param options The engine.
 * @returns The database, to be closed by `using` or {@linkcode Database.close}.
 * @throws {Deno.errors.NotCapable} If Deno is not allowed what the engine needs; the message names the flag.
 *
 * @example From text to rows, with a parameter
 * ```ts
 * import assert from "node:assert/strict";
 * import { literal, openDatabase } from "vantelage";
 * using database = await openDatabase();
 * const path = database.registerText("kö.csv", new TextEncoder().encode("region;dagar\nDalarna;90\nUppsala;91\n"));
 * await database.run(
 *   `CREATE TABLE ko AS FROM read_csv(${literal(path)}, auto_detect = false, header = true, delim = ';',
 *      columns = { region: 'VARCHAR', dagar: 'INTEGER' })`,
 * );
 * const rows = await database.query<{ region: string; dagar: number }>("FROM ko WHERE dagar > ?", [90]);
 * assert.deepEqual(rows, [{ region: "Uppsala", dagar: 91 }]);
 * ```
 */
export async function openDatabase({ engine = "wasm" }: DatabaseOptions = {}): Promise<Database> {
  // Each engine is loaded only when it is asked for.
  switch (engine) {
    case "wasm":
      return await (await import("./_wasm.ts")).openWasm();
    case "native":
      return await (await import("./_native.ts")).openNative();
  }
}
