/** A process that loads one hostile file: store, file, engine. It prints what came of it as JSON, with its own peak memory. */
import { type Engine, openDatabase } from "../../lib/database/mod.ts";
import { DeliveryError, loadFile } from "../../lib/store/mod.ts";
import { peakMemory } from "../bench/_peak_memory.ts";
import type { HostileResult } from "./_hostile.ts";

const [store, path, engine] = Deno.args;
const database = await openDatabase({ engine: engine as Engine });
const answer = await loadFile(database, store, path).then(
  ({ read, loaded, rejected, skipped }) => {
    if (read !== loaded + rejected + skipped) {
      throw new Error("Cannot trust the load as its records do not add up");
    }
    return `kept, ${read} read = ${loaded} loaded + ${rejected} rejected + ${skipped} skipped`;
  },
  (error: unknown) => {
    if (error instanceof DeliveryError) return `stopped: ${error.message}`;
    throw error;
  },
);
console.log(JSON.stringify({ answer, mebibytes: Math.round(peakMemory()) } satisfies HostileResult));
Deno.exit(0);
