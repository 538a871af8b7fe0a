import { ToldError } from "./_command.ts";

/** The endings of files that may be deliveries, packed ones too. */
const ENDINGS = /\.(?:csv|txt|tsv|tab|skv|xlsx|xlsm|parquet|gz|zip)$/i;

/** What a spreadsheet writes next to a file that is open, and files that the system hides. */
const NOT_ONE = /^(?:~\$|\.)/;

const byName = new Intl.Collator("sv", { numeric: true }).compare;

/**
 * The deliveries of a command line: files as they are given, and of a folder its own files by name in Swedish order. Of two
 * files for one region, month and status the later one holds, so the order is said.
 *
 * @param paths Files and folders.
 * @param say Takes a Swedish line on each folder.
 * @returns The files' paths, in the order in which they are read.
 * @throws {ToldError} If a folder has no file that may be a delivery.
 */
export async function deliveryFiles(
  paths: readonly string[],
  say: (line: string) => void,
): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (await isFolder(path)) files.push(...await filesIn(path, say));
    else files.push(path);
  }
  return files;
}

async function filesIn(folder: string, say: (line: string) => void): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile, isSymlink } of Deno.readDir(folder)) {
    if ((isFile || isSymlink) && !NOT_ONE.test(name)) names.push(name);
  }
  const { true: found = [], false: others = [] } = Object.groupBy(
    names.toSorted(byName),
    (name) => String(ENDINGS.test(name)) as "true" | "false",
  );
  if (found.length === 0) {
    throw new ToldError(
      `Mappen ${folder} har inga filer att läsa: en leverans ska sluta på .csv, .txt, .xlsx, .parquet, .gz eller .zip. Ange en annan mapp, eller filen själv`,
    );
  }
  say(
    `${folder}: ${found.length} ${found.length === 1 ? "fil läses" : "filer läses i namnordning"}, ${
      found.join(", ")
    }${others.length === 0 ? "" : `. Läses inte: ${others.join(", ")}`}`,
  );
  return found.map((name) => `${folder.replace(/[\\/]+$/, "")}/${name}`);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
