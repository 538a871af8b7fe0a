import { lockStore } from "./load.ts";
import { readManifest } from "./manifest.ts";
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
 * Reads every file that the manifest names, of deliveries that were replaced too, and checks its hash.
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
 * Removes what no delivery names: files that loads left which were killed or refused. What the manifest lists is
 * never touched, and neither is a file younger than a day, which a load at work may be about to commit.
 *
 * @param folder The store's folder.
 * @param options The time now.
 * @returns The paths removed, from the store's folder, in order.
 * @throws {StoreError} If the manifest cannot be read: nothing is removed.
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
  const { deliveries } = await readManifest(folder);
  const named = new Set(deliveries.flatMap(({ files }) => files).map(({ path }) => path));
  const removed: string[] = [];
  for (const path of await dataFiles(folder)) {
    if (named.has(path)) continue;
    const { mtime } = await Deno.lstat(`${folder}/${path}`);
    if (mtime === null || now.getTime() - mtime.getTime() < SPARED_HOURS * 3_600_000) continue;
    await Deno.remove(`${folder}/${path}`);
    removed.push(path);
  }
  return removed;
}

/** The files that loads write: Parquet in the three folders of the store, and temporary ones. */
async function dataFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(`${folder}/${below}`)) {
      const path = below === "" ? name : `${below}/${name}`;
      if (isDirectory && (below !== "" || /^(rows|cells|rejected)$/.test(name))) await walk(path);
      else if (
        isFile && (/^manifest\.json\..*\.tmp$/.test(path) || (below !== "" && /\.(parquet|tmp)$/.test(name)))
      ) {
        found.push(path);
      }
    }
  };
  await walk("");
  return found.sort();
}
