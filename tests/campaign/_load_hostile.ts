/** A process that loads one hostile file: store, file. It prints what came of it as JSON, with its own peak memory. */
import { DeliveryError } from "../../lib/judge/mod.ts";
import { loadFile } from "../../lib/store/mod.ts";
import { peakMemory } from "../bench/_peak_memory.ts";
import type { HostileResult } from "./_hostile.ts";

const [store, path] = Deno.args;
const answer = await loadFile(store, path).then(
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
