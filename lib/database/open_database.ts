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
 * `--allow-env=TMPDIR,TMP,TEMP`, which say where that is. A script that opens `"native"` should end by `Deno.exit()`:
 * where it ends by itself, Deno 2.9.5 may end it with an error when all is done (denoland/deno#36499).
 *
 * @param options The engine.
 * @returns The database, to be closed by `using` or {@linkcode Database.close}.
 * @throws {Deno.errors.NotCapable} If Deno is not allowed what the engine needs; the message names the flag.
 *
 * @example Rows, with a parameter
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDatabase } from "vantelage/database";
 * using database = await openDatabase();
 * await database.run("CREATE TABLE ko AS FROM (VALUES ('Dalarna', 90), ('Uppsala', 91)) AS v (region, dagar)");
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
