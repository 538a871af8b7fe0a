/**
 * Measures speed; each measurement prints a table.
 *
 *     deno task bench engines  [--rows …] [--engine …] [--work …]   how quickly deliveries are read, judged and kept
 *     deno task bench reaction [--page FILE] [--store DIR]          how soon a report answers a choice of its reader
 *     deno task bench projection [--paths N] [--groups N]           how quickly lists are projected a year ahead
 *     deno task bench survival [--contacts N]                       how quickly curves with intervals are made
 */
/** Each is loaded alone: the one that drives a browser needs more permissions than the others. */
const MEASUREMENTS = {
  engines: async () => (await import("./engines.ts")).engines,
  reaction: async () => (await import("./reaction.ts")).reaction,
  projection: async () => (await import("./projection.ts")).projection,
  survival: async () => (await import("./survival.ts")).survival,
};

const [name, ...rest] = Deno.args;
if (name !== "engines" && name !== "reaction" && name !== "projection" && name !== "survival") {
  console.error(`Ange ${Object.keys(MEASUREMENTS).join(", ")}`);
  Deno.exit(2);
}
await (await MEASUREMENTS[name]())(rest);
