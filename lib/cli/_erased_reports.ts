import type { Month } from "../calendar/mod.ts";
import { MANIFEST_FILE, ReportManifest, type RunRecord } from "../report/manifest.ts";
import { holdFolder, writeWhole } from "../report/shared_folder.ts";

/** Which reports show something that is erased. */
export interface ErasedFrom {
  /** The store's identity. */
  readonly store: string;
  /** The months that something was erased of. */
  readonly months: readonly Month[];
  /** Whether only records of persons went: a public page shows none of them. */
  readonly personsOnly: boolean;
}

/**
 * The reports below a folder that show something erased: those of the store, of an erased month or a later one, whose
 * pages follow earlier months too.
 *
 * @param root The folder; one that is not there has none.
 * @param erased What was erased.
 * @returns The paths of their pages, also in other formats, and of the indexes that say of them.
 */
export async function reportsOf(root: string, erased: ErasedFrom): Promise<string[]> {
  const found: string[] = [];
  for (const { folder, manifest } of await manifestsBelow(root)) {
    const pages = manifest.runs.filter((run) => shows(run, erased)).flatMap(({ reports }) => reports);
    const files = pages.flatMap(({ fileName, documents = [] }) => [fileName, ...documents]);
    found.push(...files.map((name) => `${folder}/${name}`));
    if (pages.length > 0) found.push(`${folder}/index.html`);
  }
  return found;
}

/**
 * Removes the reports below a folder that show something erased, and what their folders' manifests say of them.
 *
 * @param root The folder; one that is not there has none.
 * @param erased What was erased.
 * @returns The paths removed.
 */
export async function removeReports(root: string, erased: ErasedFrom): Promise<string[]> {
  const paths = await reportsOf(root, erased), removed: string[] = [];
  for (const path of paths) if (await remove(path)) removed.push(path);
  for (const { folder } of await manifestsBelow(root)) {
    using _held = await holdFolder(folder);
    const [{ manifest } = { manifest: { runs: [] } }] = await manifestsBelow(folder, false);
    const runs = manifest.runs.filter((run) => !shows(run, erased));
    if (runs.length === manifest.runs.length) continue;
    const path = `${folder}/${MANIFEST_FILE}`;
    if (runs.length === 0) await Deno.remove(path);
    else await writeWhole(path, `${JSON.stringify({ runs }, null, 1)}\n`);
  }
  return removed;
}

function shows(
  { store, manad, audience }: RunRecord,
  { store: own, months, personsOnly }: ErasedFrom,
): boolean {
  const [first] = months.toSorted();
  return store === own && first !== undefined && manad >= first && !(personsOnly && audience === "public");
}

/** Removes a file; says whether it was there. */
async function remove(path: string): Promise<boolean> {
  try {
    await Deno.remove(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The manifests of reports in a folder and, unless only its own is asked for, those below it. */
async function manifestsBelow(
  folder: string,
  isDeep = true,
): Promise<{ readonly folder: string; readonly manifest: ReportManifest }[]> {
  const found: { folder: string; manifest: ReportManifest }[] = [];
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
      if (isDirectory && isDeep) found.push(...await manifestsBelow(`${folder}/${name}`));
      if (!isFile || name !== MANIFEST_FILE) continue;
      const read = ReportManifest.safeParse(JSON.parse(await Deno.readTextFile(`${folder}/${name}`)));
      if (read.success) found.push({ folder, manifest: read.data });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof SyntaxError)) throw error;
  }
  return found;
}
