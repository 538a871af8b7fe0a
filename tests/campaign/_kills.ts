import { openDatabase } from "../../lib/database/mod.ts";
import { countContacts, seededRandom } from "../../lib/numeric/mod.ts";
import { loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";

const BEFORE = 3, AFTER = 2000;

/** Kills loads at random moments: the store opens and holds the state before or after, and every file is whole. */
export async function kills(count: number, seed: string): Promise<boolean> {
  const random = seededRandom(seed), folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  const before = `${folder}/fore.csv`, after = `${folder}/efter.csv`;
  await Deno.writeTextFile(before, registerFile(times(BEFORE, waiting)));
  await Deno.writeTextFile(after, registerFile(times(AFTER, waiting)));
  using database = await openDatabase({ engine: "native" });
  await loadFile(database, store, before);
  const span = await loadingTime(`${folder}/provlager`, after);
  const states = { before: 0, after: 0, wrong: 0 };
  for (let kill = 0; kill < count; kill++) {
    const loader = await startLoader(store, after);
    await loader.go();
    await new Promise((resolve) => setTimeout(resolve, random.next() * span * 1.2));
    if (!loader.ended()) loader.process.kill("SIGKILL");
    await loader.process.status;
    using opened = await openStore(store, { engine: "native" });
    const contacts = countContacts(await opened.cells({ by: ["region"] }));
    const rows = await opened.rows("rader", { status: "vantande", manad: "2024-04" });
    const { damaged } = await verifyStore(store);
    const whole = rows === contacts && damaged.length === 0;
    if (!whole || (contacts !== BEFORE && contacts !== AFTER)) states.wrong++;
    else if (contacts === BEFORE) states.before++;
    else {
      states.after++;
      await loadFile(database, store, before);
    }
  }
  await Deno.remove(folder, { recursive: true });
  console.log(
    `${count} kills within ${
      Math.round(span * 1.2)
    } ms of a load's start: ${states.before} stores hold the state before, ${states.after} the state after, ${states.wrong} anything else`,
  );
  return states.wrong === 0;
}

/** How long a load takes in a process of its own, in milliseconds, from when its engine is open. */
async function loadingTime(store: string, path: string): Promise<number> {
  const loader = await startLoader(store, path), started = performance.now();
  await loader.go();
  await loader.process.status;
  return performance.now() - started;
}

/** A process that is ready to load a file as soon as it is told to. */
async function startLoader(store: string, path: string) {
  const process = new Deno.Command("deno", {
    args: ["run", "-A", "--no-check", import.meta.resolve("../store/_load_once.ts"), store, path],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let over = false;
  process.status.then(() => over = true);
  const reader = process.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  const go = async () => {
    const writer = process.stdin.getWriter();
    await writer.write(Uint8Array.of(10));
    await writer.close();
  };
  return { process, go, ended: () => over };
}
