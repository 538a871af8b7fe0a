import * as z from "zod";
import { HISTORY, HISTORY_FILE, readHistory, restoreHint, writeEntry } from "./_history.ts";
import { COMMITS_VERSION, migrated, OlderManifest } from "./_migrate.ts";
import { storeKey } from "./_store_key.ts";
import { isAbsent, storePath } from "./_store_path.ts";
import { type Delivery, STORE_VERSION } from "./delivery.ts";
import type { Erasure } from "./erasure.ts";
import { Head } from "./head.ts";
import { StoreError, writeDurably } from "./writing.ts";

/** What a store holds as of one commit. What is not listed is not there. */
export interface Manifest {
  /** Every delivery ever kept, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The commit; `null` where there is none, or none in this version's form. */
  readonly head: Head | null;
  /** The files of the commits, from the store's folder, oldest first. */
  readonly history: readonly string[];
  /** What has been erased, oldest first. */
  readonly erasures: readonly Erasure[];
  /** Differs between any two states of a store. */
  readonly stamp: string;
}

/** The file that says which commit holds: one small file, replaced by a rename. */
const FILE = "manifest.json";

const HeadFile = z.strictObject({
  format: z.literal("vantelage-store"),
  version: z.int().min(COMMITS_VERSION).max(STORE_VERSION),
  head: Head.nullable(),
});

/**
 * What a store's folder holds.
 *
 * @param folder The folder; one that is not there is an empty store, as is one without rows, cells and history.
 * @returns What the store holds, as this version says it; an older store is only read, and lifted by its next commit.
 * @throws {StoreError} If the folder is a file, or the manifest or a commit is damaged or gone, or the store was
 *   written by a newer version.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  for (let before: string | null = null;;) {
    const text = await readHead(folder);
    try {
      return manifestOf(folder, text);
    } catch (error) {
      // A store that is compacted meanwhile has other files: they are read as the new manifest says.
      if (!(error instanceof StoreError) || text === before) throw error;
      before = text;
    }
  }
}

/** The text of the manifest; `null` where there is no store yet. */
async function readHead(folder: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(storePath(folder, FILE));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      if (await isStoreData(folder)) {
        throw new StoreError(
          `Lagret ${folder} är skadat: ${FILE} saknas, men filer med rader, celler eller historik finns. ${
            restoreHint(folder, FILE)
          }`,
        );
      }
      return null;
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new StoreError(
        `Lagret ${folder} kan inte läsas: ett lager ska vara en mapp, men det här är en fil.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function manifestOf(folder: string, text: string | null): Manifest {
  if (text === null) return { deliveries: [], head: null, history: [], erasures: [], stamp: "" };
  const data = parseJson(text, folder);
  const mark = z.looseObject({ format: z.literal("vantelage-store"), version: z.int() }).safeParse(data);
  const version = mark.success ? mark.data.version : STORE_VERSION;
  if (version > STORE_VERSION) {
    throw new StoreError(
      `Lagret i ${folder} är skrivet av en nyare version av Vänteläge (form ${version}; den här läser till och med ${STORE_VERSION}). Inget har ändrats. Uppdatera Vänteläge.`,
    );
  }
  if (version < COMMITS_VERSION) {
    const deliveries = migrated(checked(OlderManifest, data, folder));
    return { deliveries, head: null, history: [], erasures: [], stamp: text };
  }
  const { head } = checked(HeadFile, data, folder);
  const { deliveries, paths, erasures } = readHistory(folder, head);
  return { deliveries, head, history: paths, erasures, stamp: text };
}

/** Whether a folder has what a store keeps: rows or cells by month of a status, or commits. Private to the folder. */
export async function isStoreData(folder: string): Promise<boolean> {
  const signs = { rows: /^status=/, cells: /^status=/, [HISTORY]: HISTORY_FILE };
  for (const [below, sign] of Object.entries(signs)) {
    try {
      for await (const { name } of Deno.readDir(`${folder}/${below}`)) if (sign.test(name)) return true;
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return false;
}

/** The highest number that a delivery of a store has, or had before it was erased. */
export function lastNumber({ deliveries, erasures }: Pick<Manifest, "deliveries" | "erasures">): number {
  return Math.max(deliveries.at(-1)?.sequence ?? 0, erasures.at(-1)?.last ?? 0);
}

/**
 * Gives a new store its secret and its manifest, before any other file: files without a manifest are a damaged store's.
 *
 * @param folder The store's folder; it must exist.
 * @param manifest What is there; a store that has a commit, or deliveries of an older version, stays as it is.
 */
export async function beginStore(folder: string, { head, deliveries }: Manifest): Promise<void> {
  if (head !== null || deliveries.length > 0) return;
  await storeKey(folder);
  await writeHead(folder, null);
}

/**
 * Commits deliveries to a store in one step: a reader sees those before or these. It writes what has
 * changed as a file of its own, and then replaces the manifest, which names that file. A store of an older version is
 * lifted: all of it is written in this version's form.
 *
 * @param folder The store's folder; it must exist, and nobody else may write in it.
 * @param before What it holds; deliveries that stay are the same objects in both.
 * @param deliveries What it is to hold, in any order.
 */
export async function commitManifest(
  folder: string,
  before: Manifest,
  deliveries: readonly Delivery[],
): Promise<void> {
  const kept = new Set(before.head === null ? [] : before.deliveries);
  const there = new Set(deliveries.map(({ sequence }) => sequence));
  const head = await writeEntry(folder, {
    commit: (before.head?.commit ?? 0) + 1,
    before: before.head,
    deliveries: deliveries.filter((delivery) => !kept.has(delivery)),
    removed: [...kept].map(({ sequence }) => sequence).filter((sequence) => !there.has(sequence)),
  });
  await writeHead(folder, head);
}

/**
 * Writes all that a store holds as one commit, which needs none before it.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param manifest What it holds.
 * @returns The files of the commits before, from the store's folder, which nothing names any more.
 */
export async function foldHistory(folder: string, manifest: Manifest): Promise<readonly string[]> {
  if (manifest.head === null || manifest.history.length < 2) return [];
  await commitWhole(folder, manifest);
  return manifest.history;
}

/**
 * Commits all that a store is to hold, so that nothing names the commits before, whose files say of what is erased.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param manifest The commit to follow, and what the store is to hold.
 */
export async function commitWhole(
  folder: string,
  { head, deliveries, erasures }: Pick<Manifest, "head" | "deliveries" | "erasures">,
): Promise<void> {
  const entry = {
    commit: (head?.commit ?? 0) + 1,
    before: null,
    deliveries,
    removed: [],
    ...erasures.length > 0 && { erasures },
  };
  await writeHead(folder, await writeEntry(folder, entry));
}

async function writeHead(folder: string, head: Head | null): Promise<void> {
  const text = `${JSON.stringify({ format: "vantelage-store", version: STORE_VERSION, head }, null, 1)}\n`;
  await writeDurably(`${folder}/${FILE}`, new TextEncoder().encode(text));
}

function checked<T>(schema: z.ZodType<T>, data: unknown, folder: string): T {
  const found = schema.safeParse(data);
  if (found.success) return found.data;
  const { path, message } = found.error.issues[0];
  throw new StoreError(
    `Lagrets manifest i ${folder} är skadat (${path.join(".")}: ${message}). ${restoreHint(folder, FILE)}`,
  );
}

function parseJson(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(
      `Lagrets manifest i ${folder} är skadat: det är inte JSON. ${restoreHint(folder, FILE)}`,
      { cause },
    );
  }
}
