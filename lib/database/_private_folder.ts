import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "vantelage-";
const LOCK = ".las";

/**
 * A folder for one database's files, readable by this user only, that ends with the database.
 *
 * Beside it lies a file that is locked as long as this process lives. So what a killed process has left behind is
 * known from what is in use, and is removed the next time that a folder is made.
 */
export class PrivateFolder {
  /** The folder's path. */
  readonly path: string;
  readonly #lock: Deno.FsFile;

  /** A new folder in `parent`, by default where the system wants temporary files. */
  constructor(parent: string = tmpdir()) {
    removeAbandoned(parent);
    this.path = join(parent, PREFIX + randomUUID());
    this.#lock = Deno.openSync(this.path + LOCK, { createNew: true, write: true, mode: 0o600 });
    // Locked before there is a folder, so that nobody takes the new folder for an abandoned one.
    this.#lock.lockSync(true);
    Deno.mkdirSync(this.path, { mode: 0o700 });
  }

  /** Writes a file, in place of one of the same name. */
  write(name: string, bytes: Uint8Array): string {
    const path = join(this.path, name);
    Deno.writeFileSync(path, bytes, { mode: 0o600 });
    return path;
  }

  /** Removes a file, where there is one. */
  remove(name: string): void {
    removeIfThere(join(this.path, name));
  }

  /** Removes the folder with all that it holds. */
  close(): void {
    Deno.removeSync(this.path, { recursive: true });
    Deno.removeSync(this.path + LOCK);
    this.#lock.close();
  }
}

/**
 * Removes what databases of killed processes have left among the temporary files: copies of what they were lent.
 *
 * @param parent Where the folders lie. @default where the system wants temporary files
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { removeAbandoned } from "vantelage/database";
 * const parent = await Deno.makeTempDir();
 * await Deno.mkdir(`${parent}/vantelage-1`);
 * await Deno.writeTextFile(`${parent}/vantelage-1.las`, "");
 * removeAbandoned(parent);
 * assert.deepEqual([...Deno.readDirSync(parent)], []);
 * ```
 */
export function removeAbandoned(parent: string = tmpdir()): void {
  for (const { name, isDirectory } of Deno.readDirSync(parent)) {
    if (!isDirectory || !name.startsWith(PREFIX)) continue;
    const path = join(parent, name);
    using lock = openIfOurs(path + LOCK);
    if (lock === null || !lock.tryLockSync(true)) continue;
    removeIfThere(path);
    removeIfThere(path + LOCK);
  }
}

/** Another user's lock may not be opened; one that is not there belongs to a folder that is just being removed. */
function openIfOurs(path: string): Deno.FsFile | null {
  try {
    return Deno.openSync(path, { write: true });
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
