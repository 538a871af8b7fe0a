import { dirname } from "node:path";
import { isAbsent, realPath } from "./_store_path.ts";
import { isStoreData } from "./manifest.ts";

/**
 * The store that a path is or lies in, where nothing but a load may write.
 *
 * A folder is a store when it has a store's manifest, or files of rows or cells whose manifest is gone.
 *
 * @param path A file or folder, there or not.
 * @returns The store's folder; `null` where there is none.
 */
export async function storeAround(path: string): Promise<string | null> {
  for (let folder = realPath(path);; folder = dirname(folder)) {
    if (await hasStoreManifest(folder) || await isStoreData(folder)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

async function hasStoreManifest(folder: string): Promise<boolean> {
  try {
    return (await Deno.readTextFile(`${folder}/manifest.json`)).includes('"vantelage-store"');
  } catch (error) {
    if (isAbsent(error) || error instanceof Deno.errors.IsADirectory) return false;
    throw error;
  }
}
