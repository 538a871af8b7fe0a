import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The environment variable that names the folder of what is delivered besides waiting lists. */
export const DATA_VARIABLE = "VANTELAGE_DATA";

/** What the folder is called where it lies next to a store. */
export const DATA_FOLDER = "uppgifter";

/** The global symbol under which the store that was opened last is kept, as `reload()` loads this module again. */
const OPENED = Symbol.for("vantelage.store");

/** A store, as far as it decides where the rest of the data lies. */
export interface OpenedStore {
  /** Its folder. */
  readonly folder: string;
  /** Whether it holds deliveries of the sample. */
  readonly sample: boolean;
}

/** Says which store was opened: the data that goes with it is read from now on. */
export function tellOpened(store: OpenedStore): void {
  Reflect.set(globalThis, OPENED, store);
}

/**
 * Where the data that goes with a store lies (egna uppgifter): agreements, plans, prices, bought care, signals and so on.
 *
 * The first of these: where {@linkcode DATA_VARIABLE} says; the folder `uppgifter` next to the store; for a store that
 * holds the sample, the sample's own in data/ of the checkout; else `uppgifter` next to the store, which is not there
 * yet. So what is made up for the sample never goes with deliveries of one's own.
 *
 * @param store The store. @default the one that was opened last
 * @returns The folder's path.
 * @throws {TypeError} If no store has been opened and none is given, and the variable is not set.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dataFolder } from "vantelage/reference";
 * assert.equal(dataFolder({ folder: "/srv/vantelage/lager", sample: false }), "/srv/vantelage/uppgifter");
 * ```
 */
export function dataFolder(store?: OpenedStore): string {
  const named = Deno.env.get(DATA_VARIABLE);
  if (named !== undefined && named !== "") return named;
  const opened: OpenedStore | undefined = store ?? Reflect.get(globalThis, OPENED);
  if (opened === undefined) {
    throw new TypeError(
      `Cannot tell which data goes with the deliveries as no store is open and ${DATA_VARIABLE} is not set`,
    );
  }
  const own = resolve(dirname(resolve(opened.folder)), DATA_FOLDER);
  return opened.sample && !isThere(own) && import.meta.url.startsWith("file:") ? exampleFolder() : own;
}

/**
 * Where the sample's own data lies: data/ of the checkout that this module lies in.
 *
 * @param kind A folder in it. @default the whole
 * @returns The folder's path.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exampleFolder } from "vantelage/reference";
 * assert.match(exampleFolder("scenarier"), /data.scenarier$/);
 * ```
 */
export function exampleFolder(kind = ""): string {
  return fileURLToPath(new URL(`../../data${kind === "" ? "" : `/${kind}`}`, import.meta.url));
}

function isThere(folder: string): boolean {
  try {
    return Deno.statSync(folder).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
