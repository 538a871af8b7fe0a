import { HISTORY } from "./_history.ts";
import { isAbsent, storePath } from "./_store_path.ts";
import { readManifest } from "./manifest.ts";
import { RUNS, TABLES, writeDurably } from "./writing.ts";

/** The file that says that an erasure has been committed, or is about to be, whose files are still to go. */
const PENDING = "radering.pagar";

/** The list of public reports, which names the files of their numbers. */
const PUBLISHED = "publicerat.json";

/** The files that a store writes: Parquet, commits, published numbers and runs in their folders, and temporary ones. */
const WRITTEN = {
  "": /^(?:manifest\.json|publicerat\.json|avrundning\.nyckel)\..*\.tmp$/,
  rows: /\.(?:parquet|tmp)$/,
  cells: /\.(?:parquet|tmp)$/,
  rejected: /\.(?:parquet|tmp)$/,
  [HISTORY]: /^\d{6,}-[0-9a-f]{24}\.json(?:\..*\.tmp)?$/,
  publicerat: /^[0-9a-f]{64}\.json(?:\..*\.tmp)?$/,
  [RUNS]: /^[0-9a-f]{64}\.json(?:\..*\.tmp)?$/, // nothing names them: they are made again
  [TABLES]: /^[0-9a-f]{12}\.parquet(?:\..*\.tmp)?$/, // as these
};

/**
 * Removes what nothing in a store names.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param isSpared Whether a file stays all the same, by the time that it was last written, and its path.
 * @returns The paths removed, from the store's folder, in order.
 * @throws {StoreError} If the manifest or a commit cannot be read: nothing is removed.
 */
export async function removeUnnamed(
  folder: string,
  isSpared: (written: Date | null, path: string) => boolean = () => false,
): Promise<string[]> {
  const { deliveries, history } = await readManifest(folder);
  const named = new Set([
    ...deliveries.flatMap(({ files }) => files).map(({ path }) => path),
    ...history,
    ...await publishedFiles(folder),
  ]);
  const removed: string[] = [];
  // First the list of files for a cluster, which must not count the rest of them.
  const paths = (await dataFiles(folder)).sort((a, b) => Number(isForCluster(b)) - Number(isForCluster(a)));
  for (const path of paths) {
    if (named.has(path)) continue;
    const { mtime } = await Deno.lstat(`${folder}/${path}`);
    if (isSpared(mtime, path)) continue;
    await Deno.remove(`${folder}/${path}`);
    removed.push(path);
  }
  return removed.sort();
}

const isForCluster = (path: string): boolean => path.startsWith(`${TABLES}/`);

/**
 * Commits an erasure and removes the files that are then no longer named, also when it is stopped in between: the next
 * writer goes on.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param commit Commits it.
 * @returns The paths removed, from the store's folder.
 */
export async function erasing(folder: string, commit: () => Promise<void>): Promise<string[]> {
  await writeDurably(storePath(folder, PENDING), new Uint8Array());
  await commit();
  return await finishErasure(folder);
}

/**
 * Removes what an erasure that was stopped has left.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @returns The paths removed, from the store's folder.
 * @throws {StoreError} If the manifest or a commit cannot be read: nothing is removed.
 */
export async function finishErasure(folder: string): Promise<string[]> {
  if (!await isThere(`${folder}/${PENDING}`)) return [];
  const removed = await removeUnnamed(folder);
  await Deno.remove(`${folder}/${PENDING}`);
  return removed;
}

async function publishedFiles(folder: string): Promise<string[]> {
  try {
    const text = await Deno.readTextFile(storePath(folder, PUBLISHED));
    return [...text.matchAll(/publicerat\/[0-9a-f]{64}\.json/g)].map(([path]) => path);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

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

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
