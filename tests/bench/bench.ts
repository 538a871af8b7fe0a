/** Measures speed; each measurement prints a table. What they are is said by `deno task bench --help`. */
import { fileURLToPath } from "node:url";

/** Each is loaded alone; the one that drives a browser looks at the whole machine, and runs with permissions of its own. */
const MEASUREMENTS = {
  loading: async () => (await import("./loading.ts")).loading,
  reaction: () => Promise.resolve(reactionApart),
  projection: async () => (await import("./projection.ts")).projection,
  survival: async () => (await import("./survival.ts")).survival,
  report: async () => (await import("./report.ts")).report,
};

const HELP = `Mäter hastighet och minne. Varje mätning skriver en tabell.

  deno task bench loading    [--rows …] [--work …] [--peer …]     hur fort leveranser läses, granskas och sparas
  deno task bench reaction   [--page FIL] [--store MAPP]          hur fort en rapport svarar på läsarens val
  deno task bench projection [--groups N]                         hur fort listor skrivs fram ett år
  deno task bench survival   [--contacts N]                       hur fort kurvor med intervall räknas
  deno task bench report     [--store MAPP] [--python FIL]        hur fort en rapport skrivs, bredvid papermill och nbconvert

Slutkod: 0 klart, 2 fel använt.`;

const [name, ...rest] = Deno.args;
if (name === "--help" || name === "-h") {
  console.log(HELP);
  Deno.exit(0);
}
if (!isMeasurement(name)) {
  console.error(`Ange ${Object.keys(MEASUREMENTS).join(", ")}`);
  Deno.exit(2);
}
await (await MEASUREMENTS[name]())(rest);

async function reactionApart(args: readonly string[]): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", fileURLToPath(new URL("reaction.ts", import.meta.url)), ...args],
  }).spawn().status;
  if (code > 0) Deno.exit(code);
}

function isMeasurement(name: string | undefined): name is keyof typeof MEASUREMENTS {
  return name !== undefined && Object.hasOwn(MEASUREMENTS, name);
}
