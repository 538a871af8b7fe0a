import type { Day } from "../calendar/mod.ts";
import { changeFile, OwnDataError, readDataFiles } from "../form/mod.ts";
import { dataFolder, memberRegions } from "../reference/mod.ts";
import type { SignalFile } from "./signal.ts";
import { signalFileName, type StandingSignal, standingSignals } from "./signal_history.ts";
import { signalKind } from "./signal_kind.ts";

/** Where the signals lie unless another place is given: in the data folder of the store that was opened last. */
export const signalFolder = (): string => `${dataFolder()}/signaler`;

/**
 * The signals of every region, as they stood on a day (gällande signaler).
 *
 * @param options The folder; the day.
 * @returns The signals, region by region in Swedish alphabetical order; a region without a file has none.
 * @throws {OwnDataError} If a file cannot be read as signals, or is called after another region than it says.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSignals } from "vantelage";
 * assert.deepEqual(await readSignals({ folder: await Deno.makeTempDir() }), []);
 * ```
 */
export async function readSignals(options: { folder?: string; asAt?: Day } = {}): Promise<StandingSignal[]> {
  return (await readSignalFiles(options.folder)).flatMap((file) => standingSignals(file, options.asAt));
}

/**
 * The signals of every region with their history (signalernas historik).
 *
 * @param folder The folder. @default signaler in the data folder
 * @returns A file for each region that has one, in Swedish alphabetical order.
 * @throws {OwnDataError} As {@linkcode readSignals}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSignalFiles } from "vantelage/cooperation";
 * assert.deepEqual(await readSignalFiles(await Deno.makeTempDir()), []);
 * ```
 */
export async function readSignalFiles(folder: string = signalFolder()): Promise<SignalFile[]> {
  const files = await readDataFiles(signalKind, folder);
  for (const { file, document: { region } } of files) {
    const own = `${signalFileName(region)}.json`;
    if (file === own) continue;
    throw new OwnDataError(
      `Kan inte läsa signaler/${file}: filen säger ${region}, vars signaler ligger i ${own}. Rätta regionen eller filens namn`,
    );
  }
  const order = ({ region }: SignalFile) => memberRegions.indexOf(region);
  return files.map(({ document }) => document).toSorted((a, b) => order(a) - order(b));
}

/**
 * Changes a region's signals in their file. Anyone else who writes waits for no one: the second is refused.
 *
 * @param folder The folder; made when it is not there.
 * @param region The region's official name.
 * @param change Gives the new signals, normally by {@linkcode enterSignal}.
 * @returns The new signals.
 * @throws {SignalError} If the change is refused.
 * @throws {OwnDataError} If the file cannot be read as signals, or somebody is writing it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changeSignals } from "vantelage/cooperation";
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
  return await changeFile(signalKind, folder, { region, syntetisk: false, handelser: [] }, change);
}
