import { lockStore } from "./load.ts";
import { HISTORY } from "./_history.ts";
import { isAbsent, storePath } from "./_store_path.ts";
import { foldHistory, readManifest } from "./manifest.ts";
import { readStoredFile } from "./_stored_file.ts";
import { StoreError } from "./writing.ts";

/** What came of {@linkcode verifyStore}. */
export interface Verification {
  /** How many files the manifest names. */
  readonly files: number;
  /** What is wrong, one Swedish sentence for each file that is missing or damaged. */
  readonly damaged: readonly string[];
}

/**
 * Reads every file that the manifest names, of deliveries that were replaced too, and checks its hash. The commits are
 * checked by every reading of the store.
 *
 * @param folder The store's folder.
 * @returns How many files there are, and which are missing or damaged.
 * @throws {StoreError} If the manifest itself cannot be read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { verifyStore } from "vantelage";
 * assert.deepEqual(await verifyStore(await Deno.makeTempDir()), { files: 0, damaged: [] });
 * ```
 */
export async function verifyStore(folder: string): Promise<Verification> {
  const { deliveries } = await readManifest(folder);
  const files = new Map(
    deliveries.flatMap((delivery) => delivery.files.map((file) => [file.path, { file, of: delivery.file }])),
  );
  const damaged: string[] = [];
  for (const { file, of } of files.values()) {
    try {
      await readStoredFile(folder, file);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      damaged.push(`${error.message} Den heter ${of}.`);
    }
  }
  return { files: files.size, damaged };
}

/** A load that is not committed yet writes its files first: younger ones are left alone. */
const SPARED_HOURS = 24;

/** Options for {@linkcode compactStore}. */
export interface CompactOptions {
  /** The time now. */
  readonly now: Date;
}

/**
 * Writes the history as one file, and removes what no delivery names: files that loads left which were killed or
 * refused. What the manifest lists is never touched, and neither is a file younger than a day, which a load at work may
 * be about to commit.
 *
 * @param folder The store's folder.
 * @param options The time now.
 * @returns The paths removed, from the store's folder, in order.
 * @throws {StoreError} If the manifest or a commit cannot be read: nothing is removed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compactStore } from "vantelage";
 * assert.deepEqual(await compactStore(await Deno.makeTempDir(), { now: new Date() }), []);
 * ```
 */
export async function compactStore(folder: string, { now }: CompactOptions): Promise<string[]> {
  using _lock = await lockStore(folder);
  const manifest = await readManifest(folder), { deliveries } = manifest;
  const removed = [...await foldHistory(folder, manifest)];
  for (const path of removed) await Deno.remove(storePath(folder, path));
  const named = new Set(deliveries.flatMap(({ files }) => files).map(({ path }) => path));
  for (const path of (await readManifest(folder)).history) named.add(path);
  for (const path of await dataFiles(folder)) {
    if (named.has(path)) continue;
    const { mtime } = await Deno.lstat(`${folder}/${path}`);
    if (mtime === null || now.getTime() - mtime.getTime() < SPARED_HOURS * 3_600_000) continue;
    await Deno.remove(`${folder}/${path}`);
    removed.push(path);
  }
  return removed.sort();
}

/** The files that loads write: Parquet and commits in the folders of the store, and temporary ones. */
const WRITTEN = {
  "": /^manifest\.json\..*\.tmp$/,
  rows: /\.(?:parquet|tmp)$/,
  cells: /\.(?:parquet|tmp)$/,
  rejected: /\.(?:parquet|tmp)$/,
  [HISTORY]: /^\d{6,}-[0-9a-f]{24}\.json(?:\..*\.tmp)?$/,
};

async function dataFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string, written: RegExp): Promise<void> => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(`${folder}/${below}`)) {
      const path = below === "" ? name : `${below}/${name}`;
      if (isFile && written.test(name)) found.push(path);
      else if (isDirectory && below !== "") await walk(path, written);
    }
  };
  for (const [below, written] of Object.entries(WRITTEN)) {
    if (await isFolder(`${folder}/${below}`)) await walk(below, written);
  }
  return found.sort();
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.lstat(path)).isDirectory;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
