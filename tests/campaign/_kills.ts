import { countContacts, type Random, seededRandom } from "../../lib/numeric/mod.ts";
import { compactStore, loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { erasedEverywhere } from "./_erased_everywhere.ts";
import { killedErasures } from "./_kill_erasures.ts";
import { killedReports } from "./_kill_reports.ts";
import { commit } from "../store/_commits.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";

const BEFORE = 3, AFTER = 2000, HOUR = 3_600_000;

/** How far a load had come when it was killed, as the store's folder shows it. */
const PHASES = {
  judging: "while it read and judged",
  writing: "while it wrote its files",
  written: "with its files written, before the commit",
  recorded: "with the commit written, before the manifest",
  committing: "while it wrote the manifest",
  done: "after the commit",
} as const;
type Phase = keyof typeof PHASES;

/**
 * Kills loads, after each a tidying of the store, then erasures and reports: a fifth of the loads at any moment of a load, a fifth soon after the first of its files is seen, a fifth soon after the last
 * is, a fifth as soon as its commit is, and a fifth as soon as its new manifest is.
 * The store opens and holds the state before or after, and every file is whole.
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
  const states = { before: 0, after: 0, wrong: 0 },
    phases = new Map<Phase, number>(),
    tidied = new Map<Tidying, number>();
  for (let kill = 1; kill <= count; kill++) {
    await write(AFTER + kill);
    const present = new Set(await filesBelow(store));
    const isNew = (pattern: RegExp) => (path: string) => !present.has(path) && pattern.test(path);
    const loader = await startProcess("_load_once.ts", store, file);
    const moment = [
      () => wait(random.next() * span * 1.1),
      () => seen(store, isNew(/^rows\//), loader.ended).then(() => wait(60 * random.next() ** 2)),
      () => seen(store, isNew(/^manifest\.json\./), loader.ended),
      () => seen(store, isNew(/^cells\//), loader.ended).then(() => wait(15 * random.next() ** 2)),
      () => seen(store, isNew(/^history\//), loader.ended),
    ][kill % 5];
    await loader.go();
    await moment();
    await loader.kill();
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
    const come = await killTidying(store, random);
    tidied.set(come, (tidied.get(come) ?? 0) + 1);
    using after = await openStore(store);
    if (JSON.stringify(after.deliveries) !== JSON.stringify(opened.deliveries)) states.wrong++;
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
  console.log(`${count} kills of the tidying after each, which leave the same deliveries`);
  for (const [phase, says] of Object.entries(TIDYING)) {
    console.log(`  ${tidied.get(phase as Tidying) ?? 0} killed ${says}`);
  }
  const hold = [
    states.wrong === 0,
    await killedErasures(count, random),
    await erasedEverywhere(),
    await killedReports(count, random),
  ];
  return !hold.includes(false);
}

/** How far a tidying had come when it was killed. */
const TIDYING = {
  before: "before it wrote the history as one file",
  recorded: "with that file written, before the manifest",
  committed: "with files of commits left to remove",
  done: "when nothing was left to do",
} as const;
type Tidying = keyof typeof TIDYING;

/** Kills a tidying at any of its moments; gives how far it had come. */
async function killTidying(store: string, random: Random): Promise<Tidying> {
  // A history of one file would be left as it is.
  for (let more = 0; more < 20; more++) await commit(store, (deliveries) => deliveries);
  const commits = async () => (await filesBelow(store)).filter((path) => /^history\/.*\.json$/.test(path));
  const manifest = () => Deno.readTextFile(`${store}/manifest.json`);
  const before = await commits(), named = await manifest();
  const compactor = await startProcess("_compact_once.ts", store);
  await compactor.go();
  const isNew = (path: string) => path.startsWith("history/") && !before.includes(path);
  if (random.next() < 0.5) await seen(store, isNew, compactor.ended);
  else await wait(40 * random.next());
  await compactor.kill();
  const after = await commits();
  if (await manifest() === named) return after.some(isNew) ? "recorded" : "before";
  return after.some((path) => before.includes(path)) ? "committed" : "done";
}

function phaseOf(left: readonly string[], committed: boolean): Phase {
  if (committed) return "done";
  if (left.some((path) => path.startsWith("manifest.json."))) return "committing";
  if (left.some((path) => /^history\/.*\.json$/.test(path))) return "recorded";
  const data = left.filter((path) => /^(rows|cells|rejected)\//.test(path));
  if (data.length === 0) return "judging";
  // The cells come last of a delivery without rejected rows.
  return data.some((path) => /^cells\/.*\.parquet$/.test(path)) ? "written" : "writing";
}

/** Waits some milliseconds. */
export const wait = (milliseconds: number): Promise<void> =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a file is seen in a folder, or for the loader's end. Watching misses what is there for a moment. */
export async function seen(
  folder: string,
  wanted: (path: string) => boolean,
  ended: () => boolean,
): Promise<void> {
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
  const loader = await startProcess("_load_once.ts", store, path), started = performance.now();
  await loader.go();
  await loader.process.status;
  return performance.now() - started;
}

/** A process of a trial, and what can be done with it. */
export interface Started {
  readonly process: Deno.ChildProcess;
  /** Tells it to begin. */
  readonly go: () => Promise<void>;
  /** Kills it, and waits for its end. */
  readonly kill: () => Promise<void>;
  /** Whether it has ended. */
  readonly ended: () => boolean;
}

/** A process that is ready to load, compact or erase as soon as it is told to. */
export async function startProcess(script: string, ...args: readonly string[]): Promise<Started> {
  const process = new Deno.Command("deno", {
    args: ["run", "-A", "--no-check", import.meta.resolve(`../store/${script}`), ...args],
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
  const kill = async () => {
    try {
      process.kill("SIGKILL");
    } catch (error) {
      // It had done its work.
      if (!(error instanceof TypeError)) throw error;
    }
    await process.status;
  };
  return { process, go, kill, ended: () => over };
}
