import { type Database, openDatabase } from "../../lib/database/mod.ts";

/** Registers one test, named for its engine. */
export type EngineTest = (name: string, test: () => void | Promise<void>) => void;

/** Native DuckDB's addon can end the whole process, so its turn has a command of its own: `deno task test-native`. */
const ENGINES = Deno.env.has("VANTELAGE_NATIVE") ? ["wasm", "native"] as const : ["wasm"] as const;

/**
 * Registers the same tests for each engine.
 *
 * @param register Given an open database of the engine, registers the tests.
 */
export async function onEachEngine(
  register: (database: Database, test: EngineTest) => void | Promise<void>,
): Promise<void> {
  for (const engine of ENGINES) {
    const database = await openDatabase({ engine });
    addEventListener("unload", () => database.close());
    await register(database, (name, test) => Deno.test(`${name} (${engine})`, test));
  }
}
