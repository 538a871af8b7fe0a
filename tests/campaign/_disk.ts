import { countContacts } from "../../lib/numeric/mod.ts";
import { loadFile, openStore, StoreError, verifyStore } from "../../lib/store/mod.ts";
import { contentsOf, registerFile, times, waiting } from "../store/_deliveries.ts";

const DISK_KIBIBYTES = 512, STEP_KIBIBYTES = 4, BEFORE = 3;

/**
 * Loads into a store on a small disk of its own that has less and less room, and then can only be read: what cannot be
 * written is said, and the store holds the state before, whole and with nothing beside it.
 *
 * Only root may mount a disk; where that cannot be done the trial says so and fails nothing.
 */
export async function disk(count: number, _seed: string): Promise<boolean> {
  const folder = await Deno.makeTempDir(), mounted = `${folder}/disk`, file = `${folder}/leverans.csv`;
  await Deno.mkdir(mounted);
  if (!await runs("mount", "-t", "tmpfs", "-o", `size=${DISK_KIBIBYTES}k`, "vantelage", mounted)) {
    console.log("No disk was filled: this machine does not let one be mounted (it takes root)");
    await Deno.remove(folder, { recursive: true });
    return true;
  }
  const outcomes = { full: 0, kept: 0, wrong: 0 };
  try {
    const store = `${mounted}/lager`, ballast = `${mounted}/ballast`;
    const write = (rows: number) => Deno.writeTextFile(file, registerFile(times(rows, waiting)));
    await write(BEFORE);
    await loadFile(store, file);
    let held = BEFORE;
    for (let trial = 1; trial <= count; trial++) {
      const rows = 20_000 + trial;
      await write(rows);
      const before = await contentsOf(store);
      await fill(ballast, STEP_KIBIBYTES * (trial - 1));
      const said = await refusal(() => loadFile(store, file));
      await Deno.remove(ballast);
      const { damaged } = await verifyStore(store);
      const contacts = await contactsOf(store);
      if (said === null && damaged.length === 0 && contacts === rows) {
        outcomes.kept++;
        held = rows;
      } else if (/disken är full/.test(said ?? "") && damaged.length === 0 && contacts === held) {
        outcomes.full++;
        const left = (await contentsOf(store)).filter((entry) => !before.includes(entry));
        // Files of a delivery that was not committed may stay until the store is compacted; half a file never.
        if (left.some((entry) => /\.tmp /.test(entry))) outcomes.wrong++;
      } else outcomes.wrong++;
      if (outcomes.kept >= 3) break;
    }
    const before = await contentsOf(store);
    await write(1);
    await runs("mount", "-o", "remount,ro", mounted);
    const said = await refusal(() => loadFile(store, file));
    const whole = (await verifyStore(store)).damaged.length === 0 && await contactsOf(store) === held;
    const unchanged = JSON.stringify(await contentsOf(store)) === JSON.stringify(before);
    console.log(`A disk that can only be read: ${said}; it is read: ${whole}, unchanged: ${unchanged}`);
    if (!/disken går bara att läsa/.test(said ?? "") || !whole || !unchanged) outcomes.wrong++;
  } finally {
    await runs("umount", mounted);
    await Deno.remove(folder, { recursive: true });
  }
  console.log(
    `A disk with ever more room: ${outcomes.full} loads were refused as it was full and left the state before, ${outcomes.kept} were kept, ${outcomes.wrong} went wrong`,
  );
  return outcomes.wrong === 0 && outcomes.full > 0 && outcomes.kept > 0;
}

/** Fills the disk until so much is free. */
async function fill(path: string, freeKibibytes: number): Promise<void> {
  {
    using file = await Deno.open(path, { create: true, write: true });
    const piece = new Uint8Array(1024);
    try {
      while (true) await file.write(piece);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
  const { size } = await Deno.stat(path);
  await Deno.truncate(path, Math.max(0, size - 1024 * freeKibibytes));
}

/** Why a store could not be written; `null` when it could. */
async function refusal(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
}

async function contactsOf(store: string): Promise<number> {
  using opened = await openStore(store);
  return countContacts(await opened.cells({ by: ["region"] }));
}

async function runs(command: string, ...args: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args: [...args], stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
