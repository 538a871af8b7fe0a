import type { Day } from "../calendar/mod.ts";
import { dataFolder, memberRegions, tellInvented } from "../reference/mod.ts";
import type { SignalFile } from "./signal.ts";
import {
  checkedSignals,
  SignalError,
  signalFileName,
  type StandingSignal,
  standingSignals,
} from "./signal_history.ts";

/** Where the signals lie unless told otherwise: in the data folder of the store that was opened last. */
export const signalFolder = (): string => `${dataFolder()}/signaler`;

/**
 * The signals of every region, as they stood on a day (gällande signaler).
 *
 * @param options The folder; the day.
 * @returns The signals, region by region in Swedish alphabetical order; a region without a file has none.
 * @throws {SignalError} If a file cannot be read as signals; it is named.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSignals } from "vantelage";
 * assert.deepEqual(await readSignals({ folder: await Deno.makeTempDir() }), []);
 * ```
 */
export async function readSignals(options: { folder?: string; asAt?: Day } = {}): Promise<StandingSignal[]> {
  const { folder = signalFolder(), asAt } = options;
  const files = await Promise.all(memberRegions.map((region) => readFile(folder, region)));
  return files.flatMap((file) => standingSignals(file, asAt));
}

/**
 * Changes a region's signals in their file. Whoever else writes waits for no one: the second is refused.
 *
 * The new file is written beside the old one and takes its name when it is whole, so a reader and a stopped process
 * leave the state before or after.
 *
 * @param folder The folder; made when it is not there.
 * @param region The region's official name.
 * @param change Gives the new signals, normally by {@linkcode enterSignal}.
 * @returns The new signals.
 * @throws {SignalError} If the change is refused, or somebody is writing the same file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changeSignals } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await changeSignals(folder, "Region Dalarna", (file) => file);
 * assert.match(await Deno.readTextFile(`${folder}/dalarna.json`), /"region": "Region Dalarna"/);
 * ```
 */
export async function changeSignals(
  folder: string,
  region: string,
  change: (file: SignalFile) => SignalFile,
): Promise<SignalFile> {
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/${signalFileName(region)}.json`, draft = `${path}.ny`;
  let writing: Deno.FsFile;
  try {
    writing = await Deno.open(draft, { createNew: true, write: true });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AlreadyExists)) throw cause;
    throw new SignalError(`Någon annan skriver i ${path}. Skriver ingen: ta bort ${draft}.`, { cause });
  }
  try {
    const after = change(await readFile(folder, region));
    await writing.write(new TextEncoder().encode(`${JSON.stringify(after, null, 2)}\n`));
    await writing.sync();
    await Deno.rename(draft, path);
    return after;
  } catch (error) {
    await Deno.remove(draft);
    throw error;
  } finally {
    writing.close();
  }
}

async function readFile(folder: string, region: string): Promise<SignalFile> {
  const path = `${folder}/${signalFileName(region)}.json`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    return { region, syntetisk: false, handelser: [] };
  }
  try {
    const file = checkedSignals(JSON.parse(text));
    if (file.syntetisk) tellInvented("signaler");
    return file;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof SignalError)) throw cause;
    throw new SignalError(`${path} går inte att läsa: ${cause.message}`, { cause });
  }
}
