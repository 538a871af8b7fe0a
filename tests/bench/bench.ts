/**
 * Measures speed; each measurement prints a table.
 *
 *     deno task bench engines  [--rows …] [--engine …] [--work …]   how quickly deliveries are read, judged and kept
 *     deno task bench reaction [--page FILE] [--store DIR]          how soon a report answers a choice of its reader
 */
import { engines } from "./engines.ts";
import { reaction } from "./reaction.ts";

const [name, ...rest] = Deno.args;
if (name !== "engines" && name !== "reaction") {
  console.error("Ange engines eller reaction");
  Deno.exit(2);
}
await (name === "engines" ? engines : reaction)(rest);
