import { createHash } from "node:crypto";
import { registerLayout } from "../../lib/contract/mod.ts";
import { toCsv } from "../../lib/extract/mod.ts";

const folders: string[] = [];
globalThis.addEventListener("unload", () => {
  for (const folder of folders) Deno.removeSync(folder, { recursive: true });
});

/** A folder that goes when the tests end. */
export function temporaryFolder(): string {
  return folders[folders.push(Deno.makeTempDirSync()) - 1];
}

/** A right record of the register, a person who waits in Dalarna at the end of April 2024. */
export const waiting: Readonly<Record<string, string>> = {
  beslut_datum: "2024-02-01",
  matperiod: "2024-04-30",
  kva_kod: "CJE20",
  mvo_kod: "511",
  aktivitetskod: "51101",
  vardgaranti: "JA",
  regionkod: "57",
  sjukhuskod: "57010",
  sjukhusnamn: "Falu lasarett",
  kon: "2",
  fodelsear: "1950",
  lkf: "2080",
  fas: "2",
  status: "VANTANDE",
};

const header = Object.keys(registerLayout().shape);

/** Records as a file of the register, each with an id of its own unless it has one. */
export function registerFile(records: readonly Readonly<Record<string, string>>[]): string {
  return toCsv([
    header,
    ...records.map((record, index) =>
      header.map((name) => record[name] ?? (name === "vardkontakt_id" ? `K${index + 1}` : ""))
    ),
  ]);
}

/** This many records like one. */
export function times(count: number, record: Readonly<Record<string, string>>): Record<string, string>[] {
  return Array.from({ length: count }, () => ({ ...record }));
}

/** Every file below a folder with its content's length and hash, in order. */
export async function contentsOf(folder: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) found.push(...await contentsOf(folder, path));
    else {
      const bytes = await Deno.readFile(`${folder}/${path}`);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      found.push(`${path} ${bytes.length} ${hash}`);
    }
  }
  return found.toSorted();
}

/** Makes a store one of a version before 4, whose manifest holds every delivery itself. */
export async function writeOlder(
  store: string,
  version: 1 | 2 | 3,
  deliveries: readonly object[],
): Promise<void> {
  await Deno.writeTextFile(
    `${store}/manifest.json`,
    JSON.stringify({ format: "vantelage-store", version, deliveries }, null, 1),
  );
  await Deno.remove(`${store}/history`, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** Writes the latest commit of a store otherwise, with the checksum that it then has. */
export async function rewriteCommit(store: string, change: (entry: string) => string): Promise<void> {
  const { head: { commit, sha256 }, ...rest } = JSON.parse(await Deno.readTextFile(`${store}/manifest.json`));
  const pathOf = (hash: string) =>
    `${store}/history/${String(commit).padStart(6, "0")}-${hash.slice(0, 24)}.json`;
  const text = change(await Deno.readTextFile(pathOf(sha256)));
  const hash = createHash("sha256").update(text).digest("hex");
  await Deno.writeTextFile(pathOf(hash), text);
  await Deno.writeTextFile(
    `${store}/manifest.json`,
    JSON.stringify({ ...rest, head: { commit, sha256: hash } }),
  );
}

/** Copies a folder and all below it; the copy must not be there. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
