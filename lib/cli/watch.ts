import { PARAMETER } from "./_notebooks.ts";
import { stripVTControlCharacters } from "node:util";
import { defaultStore } from "../store/mod.ts";
import { type Command, runCommand, STORE, text, texts, UsageError, type Values } from "./_command.ts";
import { chosenNotebooks } from "./_notebooks.ts";
import { Changes } from "./_changes.ts";
import { serveWatchPage, type WatchState } from "./_watch_page.ts";

const PORT = 8610;
const OUT = "reports/watch";

/** Runs a notebook each time something it rests on is saved: `deno task watch NOTEBOOK`. */
export const watchCommand: Command = {
  name: "watch",
  summary:
    "Kör om en anteckningsbok när den, koden i lib/ eller data ändras, och visar rapporten i webbläsaren.",
  uses: ["ANTECKNINGSBOK [val]"],
  options: {
    parameter: PARAMETER,
    ...STORE,
    port: { value: "NUMMER", says: `porten på 127.0.0.1 (annars ${PORT}; 0 tar en ledig)` },
  },
  example: "01 --parameter manad=2024-03",
  notes:
    "Sidan visar också fel, med cell och rad. Varje körning börjar från en ren kärna. Avsluta med Ctrl-C.",
  run: watch,
};

async function watch(values: Values, positionals: readonly string[]): Promise<number> {
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new UsageError("Ange en anteckningsbok, till exempel 01");
  const [notebook] = await chosenNotebooks([name]);
  const store = text(values, "lager") ?? defaultStore();
  const changes = new Changes(notebook.path, store);
  const page = serveWatchPage(notebook.name, { port: portOf(values), folder: OUT });
  const args = [
    ...["--anteckningsbok", notebook.path, "--lager", store, "--ut", OUT],
    ...texts(values, "parameter").flatMap((pair) => ["--parameter", pair]),
  ];
  while (true) {
    await changes.begin();
    page.tell({ state: "running", message: "" });
    page.tell(await run(args));
    await changes.next();
  }
}

function portOf(values: Values): number {
  const written = text(values, "port");
  const port = Number(written ?? PORT);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new UsageError(`--port ska vara ett nummer mellan 0 och 65535: fick "${written}"`);
}

/** A run in a process of its own, so that it has the code as it now is, with the permissions of its task. */
async function run(args: readonly string[]): Promise<WatchState> {
  const started = performance.now();
  const { success, stderr } = await new Deno.Command("deno", {
    args: ["task", "--quiet", "report", ...args],
    env: { NO_COLOR: "1" },
    stdout: "null",
  }).output();
  const message = stripVTControlCharacters(new TextDecoder().decode(stderr)).trim();
  if (!success) {
    console.error(message);
    return { state: "failed", message };
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1).replace(".", ",");
  const done = `Kördes ${new Date().toLocaleTimeString("sv-SE")} på ${seconds} s`;
  console.log(done);
  return { state: "done", message: done };
}

if (import.meta.main) await runCommand(watchCommand);
