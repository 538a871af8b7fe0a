import { dirname, resolve } from "node:path";

/** The folder of a store in which it keeps what notebooks showed. */
export const RUNS = "korningar";

/** The folder of a store in which it keeps what is written for a cluster. */
export const TABLES = "tabeller";

/** A store that cannot be opened or written, and why. */
export class StoreError extends Error {
  /** The name of the error. */
  override readonly name: string = "StoreError";
}

/**
 * Writes a file so that it is there whole or not at all, also after a power cut.
 *
 * @param path Where; an older file of this name is replaced.
 * @param bytes What.
 * @param mode Who may read it. @default as the system has it
 * @throws {StoreError} If the disk is full or read-only, or the file may not be written.
 */
export async function writeDurably(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  await writing(path, async () => {
    try {
      using file = await Deno.open(temporary, { write: true, createNew: true, mode });
      for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
      await file.sync();
    } catch (error) {
      await Deno.remove(temporary).catch((cause) => {
        if (!(cause instanceof Deno.errors.NotFound)) throw cause;
      });
      throw error;
    }
    await Deno.rename(temporary, path);
    await syncFolder(dirname(path));
  });
}

/**
 * Makes a folder and those above it, so that they are there also after a power cut.
 *
 * @param path The folder; one that is there stays as it is.
 * @throws {StoreError} If the disk is full or read-only, or a file is in the way.
 */
export async function makeFolders(path: string): Promise<void> {
  await writing(path, async () => {
    const made: string[] = [];
    let folder = resolve(path);
    for (; folder !== dirname(folder) && !await isThere(folder); folder = dirname(folder)) made.push(folder);
    await Deno.mkdir(path, { recursive: true });
    for (const one of made) await syncFolder(dirname(one));
  });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** What a file system answers that cannot sync a folder. */
const UNSYNCABLE: readonly string[] = ["EINVAL", "ENOTSUP", "EOPNOTSUPP"];

/** Has the system write the names in a folder to the disk: without it a new name may be gone after a power cut. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder, and writes names down by itself.
  if (Deno.build.os === "windows") return;
  using opened = await Deno.open(folder, { read: true });
  try {
    await opened.sync();
  } catch (error) {
    if (!UNSYNCABLE.includes(codeOf(error))) throw error;
  }
}

/** What the system says of a place that cannot be written, in Swedish. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOSPC: "disken är full",
  EDQUOT: "kvoten på disken är slut",
  EROFS: "disken går bara att läsa",
  EACCES: "behörighet att skriva saknas",
  EPERM: "behörighet att skriva saknas",
  ENOTDIR: "något i sökvägen är en fil och ingen mapp",
  EEXIST: "något i sökvägen är en fil och ingen mapp",
};

/**
 * Does something that writes in the store, and says in Swedish why it could not.
 *
 * @param path What is written.
 * @param work Does it.
 * @returns What it gives.
 * @throws {StoreError} If the system did not let it write; every other error as it is.
 */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = codeOf(cause);
    if (UNWRITABLE[code] === undefined) throw cause;
    throw new StoreError(
      `${path} kan inte skrivas: ${UNWRITABLE[code]}. Det som lagret redan håller är oförändrat.`,
      { cause },
    );
  }
}

/** The system's code of an error; native DuckDB gives its words. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  if ("code" in cause) return String(cause.code);
  return /no space left on device/i.test(cause.message) ? "ENOSPC" : "";
}
