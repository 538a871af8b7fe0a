import { type Database, ENGINES, openDatabase } from "../../lib/database/mod.ts";
import { collectNativeGarbage } from "../_native.ts";

/** Registers one test, named for its engine. */
export type EngineTest = (name: string, test: () => void | Promise<void>) => void;

/**
 * Registers the same tests for each engine.
 *
 * @param register Given an open database of the engine, registers the tests.
 */
export async function onEachEngine(
  register: (database: Database, test: EngineTest) => void | Promise<void>,
): Promise<void> {
  collectNativeGarbage();
  for (const engine of ENGINES) {
    const database = await openDatabase({ engine });
    addEventListener("unload", () => database.close());
    await register(database, (name, test) => Deno.test(`${name} (${engine})`, test));
  }
}
