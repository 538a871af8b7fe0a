/** Where reports lie. */
import { basename, dirname, resolve } from "node:path";
import type { Month } from "../calendar/mod.ts";
import type { Audience } from "../report/mod.ts";
import { slugOf } from "./_notebooks.ts";

/** What the folder of reports is called where it lies next to a store, as `deno task start` makes it. */
export const REPORTS_FOLDER = "rapporter";

/** The folder of all reports of the working folder's stores. */
const ALL = "reports";

/**
 * Where the reports of a store lie unless another place is given: in `rapporter` next to the store where there is such a folder,
 * else in `reports` of the working folder, with those of other stores.
 *
 * @param store The store's folder.
 * @returns The folder.
 */
export async function reportsRoot(store: string): Promise<string> {
  const own = resolve(dirname(resolve(store)), REPORTS_FOLDER);
  try {
    if ((await Deno.stat(own)).isDirectory) return own;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return ALL;
}

/**
 * Where a report is written unless another place is given: a folder for each store and month, so that no run writes over the
 * pages of another; what may leave the house lies apart.
 *
 * @param store The store's folder.
 * @param manad The month.
 * @param audience Who the reports are for.
 * @returns The folder.
 */
export async function ownFolder(store: string, manad: Month, audience: Audience): Promise<string> {
  return `${await monthsFolder(store)}/${manad}${audience === "public" ? "-publik" : ""}`;
}

/**
 * Where the folders of a store's months lie.
 *
 * @param store The store's folder.
 * @returns The folder.
 */
export async function monthsFolder(store: string): Promise<string> {
  const root = await reportsRoot(store), name = slugOf(basename(resolve(store))) || "lager";
  return root === ALL ? `${ALL}/${name}` : root;
}
