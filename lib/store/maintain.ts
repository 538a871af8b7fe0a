import { readKey } from "./_store_key.ts";
import { storePath } from "./_store_path.ts";
import { readStoredFile } from "./_stored_file.ts";
import { removeUnnamed } from "./_unnamed.ts";
import { isSigned } from "./erasure.ts";
import { lockStore } from "./lock.ts";
import { foldHistory, readManifest } from "./manifest.ts";
import { obeyRetention } from "./retention.ts";
import { StoreError, TABLES } from "./writing.ts";

/** What came of {@linkcode verifyStore}. */
export interface Verification {
  /** How many files the manifest names. */
  readonly files: number;
  /** What is wrong, one Swedish sentence for each file that is missing or damaged. */
  readonly damaged: readonly string[];
  /** Erasures that are reported. */
  readonly erasures: number;
}

/**
 * Reads every file that the manifest names, of deliveries that were replaced too, and checks its hash, and the
 * signature of every erasure. The commits are checked by every reading of the store.
 *
 * @param folder The store's folder.
 * @returns How many files there are, and which are missing or damaged.
 * @throws {StoreError} If the manifest itself cannot be read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { verifyStore } from "vantelage/store";
 * assert.deepEqual(await verifyStore(await Deno.makeTempDir()), { files: 0, damaged: [], erasures: 0 });
 * ```
 */
export async function verifyStore(folder: string): Promise<Verification> {
  const { deliveries, erasures } = await readManifest(folder);
  const files = new Map(
    deliveries.flatMap((delivery) => delivery.files.map((file) => [file.path, { file, of: delivery }])),
  );
  const damaged: string[] = [];
  for (const { file, of } of files.values()) {
    try {
      await readStoredFile(folder, file, of);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      damaged.push(error.message);
    }
  }
  const key = await readKey(folder);
  for (const erasure of erasures) {
    if (key !== null && isSigned(key, erasure)) continue;
    damaged.push(
      `Raderingen ${erasure.number} har inte lagrets signatur: raden har ändrats, eller så är avrundning.nyckel en annan.`,
    );
  }
  return { files: files.size, damaged, erasures: erasures.length };
}

/** A load that is not committed yet writes its files first: younger ones are left alone. */
const SPARED_HOURS = 24;

/** Options for {@linkcode compactStore}. */
export interface CompactOptions {
  /** The time now. */
  readonly now: Date;
}

/**
 * Erases what the store's rule no longer keeps ({@linkcode RetentionRule}), writes the history as one file, and removes
 * what no delivery names: files that loads left which were killed or refused. What the manifest lists is never touched, and neither is a file younger than a day, which a load at work may
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
 * import { compactStore } from "vantelage/store";
 * assert.deepEqual(await compactStore(await Deno.makeTempDir(), { now: new Date() }), []);
 * ```
 */
export async function compactStore(folder: string, { now }: CompactOptions): Promise<string[]> {
  using _lock = await lockStore(folder);
  const removed = [...await obeyRetention(folder, await readManifest(folder), now)];
  const folded = await foldHistory(folder, await readManifest(folder));
  for (const path of folded) await Deno.remove(storePath(folder, path));
  removed.push(...folded);
  // Files written for a cluster go only with an erasure.
  const isSpared = (written: Date | null, path: string) =>
    path.startsWith(`${TABLES}/`) || written === null ||
    now.getTime() - written.getTime() < SPARED_HOURS * 3_600_000;
  removed.push(...await removeUnnamed(folder, isSpared));
  return removed.sort();
}
