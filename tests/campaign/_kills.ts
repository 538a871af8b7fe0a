import { countContacts, seededRandom } from "../../lib/numeric/mod.ts";
import { compactStore, loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";

const BEFORE = 3, AFTER = 2000, HOUR = 3_600_000;

/** How far a load had come when it was killed, as the store's folder shows it. */
const PHASES = {
  judging: "while it read and judged",
  writing: "while it wrote its files",
  written: "with its files written, before the manifest",
  committing: "while it wrote the manifest",
  done: "after the commit",
} as const;
type Phase = keyof typeof PHASES;

/**
 * Kills loads: a quarter at any moment of a load, a quarter soon after the first of its files is seen, a quarter soon after
 * the last is, and a quarter as soon as its new manifest is. The store opens and holds the state before or after, and every file is whole.
 */
export async function kills(count: number, seed: string): Promise<boolean> {
  const random = seededRandom(seed), folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  const file = `${folder}/leverans.csv`;
  const write = (rows: number) => Deno.writeTextFile(file, registerFile(times(rows, waiting)));
  await write(BEFORE);
  await loadFile(store, file);
  let held = BEFORE;
  await write(AFTER);
  const span = await loadingTime(`${folder}/provlager`, file);
  const states = { before: 0, after: 0, wrong: 0 }, phases = new Map<Phase, number>();
  for (let kill = 1; kill <= count; kill++) {
    await write(AFTER + kill);
    const present = new Set(await filesBelow(store));
    const isNew = (pattern: RegExp) => (path: string) => !present.has(path) && pattern.test(path);
    const loader = await startLoader(store, file);
    const moment = [
      () => wait(random.next() * span * 1.1),
      () => seen(store, isNew(/^rows\//), loader.ended).then(() => wait(60 * random.next() ** 2)),
      () => seen(store, isNew(/^manifest\.json\./), loader.ended),
      () => seen(store, isNew(/^cells\//), loader.ended).then(() => wait(15 * random.next() ** 2)),
    ][kill % 4];
    await loader.go();
    await moment();
    try {
      loader.process.kill("SIGKILL");
    } catch (error) {
      // It had done its work.
      if (!(error instanceof TypeError)) throw error;
    }
    await loader.process.status;
    using opened = await openStore(store, { engine: "native" });
    const contacts = countContacts(await opened.cells({ by: ["region"] }));
    const phase = phaseOf((await filesBelow(store)).filter(isNew(/./)), contacts === AFTER + kill);
    phases.set(phase, (phases.get(phase) ?? 0) + 1);
    const rows = await opened.rows("rader", { status: "vantande", manad: "2024-04" });
    const { damaged } = await verifyStore(store);
    const whole = rows === contacts && damaged.length === 0;
    if (!whole || (contacts !== held && contacts !== AFTER + kill)) states.wrong++;
    else if (contacts === held) states.before++;
    else states.after++;
    held = contacts;
    // What killed loads leave is tidied away, and no more than that.
    await compactStore(store, { now: new Date(Date.now() + 48 * HOUR) });
    if ((await verifyStore(store)).damaged.length > 0) states.wrong++;
  }
  await Deno.remove(folder, { recursive: true });
  console.log(
    `${count} kills of loads that take ${
      Math.round(span)
    } ms: ${states.before} stores hold the state before, ${states.after} the state after, ${states.wrong} anything else`,
  );
  for (const [phase, says] of Object.entries(PHASES)) {
    console.log(`  ${phases.get(phase as Phase) ?? 0} killed ${says}`);
  }
  return states.wrong === 0;
}

function phaseOf(left: readonly string[], committed: boolean): Phase {
  if (committed) return "done";
  if (left.some((path) => path.startsWith("manifest.json."))) return "committing";
  const data = left.filter((path) => /^(rows|cells|rejected)\//.test(path));
  if (data.length === 0) return "judging";
  // The cells come last of a delivery without rejected rows.
  return data.some((path) => /^cells\/.*\.parquet$/.test(path)) ? "written" : "writing";
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a file is seen in a folder, or for the loader's end. Watching misses what is there for a moment. */
async function seen(folder: string, wanted: (path: string) => boolean, ended: () => boolean): Promise<void> {
  while (!ended() && !(await filesBelow(folder)).some(wanted)) await wait(1);
}

/** The paths of all files below a folder. */
async function filesBelow(folder: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    if (isDirectory) found.push(...await filesBelow(folder, `${below}${name}/`));
    else found.push(below + name);
  }
  return found;
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
