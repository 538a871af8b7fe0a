import { createHash } from "node:crypto";
import * as z from "zod";
import { storePath } from "./_store_path.ts";
import { Delivery, STORED_PATH } from "./delivery.ts";
import { Erasure } from "./erasure.ts";
import { Head } from "./head.ts";
import { makeFolders, StoreError, writeDurably } from "./writing.ts";

/** What a commit did: a small file that never changes, and of which nobody knows until the manifest names it. */
export interface Entry {
  /** The number of the commit. */
  readonly commit: number;
  /** The commit that this one adds to; `null` where it holds everything itself. */
  readonly before: Head | null;
  /** The deliveries that are new or changed. */
  readonly deliveries: readonly Delivery[];
  /** The sequence numbers of those that are no longer there. */
  readonly removed: readonly number[];
  /** The erasures that it says of; not there where there are none. */
  readonly erasures?: readonly Erasure[];
}

/**
 * Whether a delivery has its place and its files lie in the store. The rest was checked when it was committed, as its
 * checksum says; to check it again would take longer than all other reading of a large store.
 */
function isPlaced(value: unknown): boolean {
  return isObject(value) && Number.isInteger(value.sequence) && Array.isArray(value.files) &&
    value.files.every((file) =>
      isObject(file) && typeof file.path === "string" && STORED_PATH.test(file.path)
    );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const entryOf = (delivery: z.ZodType<Delivery>) =>
  z.strictObject({
    format: z.literal("vantelage-history"),
    commit: z.int().positive(),
    before: Head.nullable(),
    deliveries: z.array(delivery),
    removed: z.array(z.int().positive()),
    erasures: z.array(Erasure).optional(),
  }).refine(({ commit, before }) => before === null || before.commit < commit, {
    path: ["before"],
    error: "ska vara en tidigare ändring",
  });

const ReadEntry = entryOf(
  z.custom<Delivery>(isPlaced, "ska vara en leverans med filer av lagret"),
);
const WrittenEntry = entryOf(Delivery);

/** The folder of the commits' files in a store. */
export const HISTORY = "history";

/** Names of files in it. */
export const HISTORY_FILE = /^\d{6,}-[0-9a-f]{24}\.json$/;

/** What the commits up to one came to. */
export interface History {
  /** The deliveries, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The files of the commits, from the store's folder, oldest first. */
  readonly paths: readonly string[];
  /** What has been erased, oldest first. */
  readonly erasures: readonly Erasure[];
}

/**
 * Reads the commits up to one, each of which names the one before it.
 *
 * @param folder The store's folder.
 * @param head The latest commit; `null` where there is none.
 * @returns What they came to.
 * @throws {StoreError} If the file of a commit is missing, damaged or another's.
 */
export function readHistory(folder: string, head: Head | null): History {
  const entries: Entry[] = [], paths: string[] = [];
  for (let at = head; at !== null;) {
    const entry = readEntry(folder, at);
    entries.push(entry);
    paths.push(pathOf(at));
    at = entry.before;
  }
  const deliveries = new Map<number, Delivery>();
  for (const { deliveries: added, removed } of entries.reverse()) {
    for (const sequence of removed) deliveries.delete(sequence);
    for (const delivery of added) deliveries.set(delivery.sequence, delivery);
  }
  return {
    deliveries: [...deliveries.values()].sort((a, b) => a.sequence - b.sequence),
    paths: paths.reverse(),
    erasures: entries.flatMap(({ erasures = [] }) => erasures),
  };
}

/**
 * Writes a commit's file. It is the store's when the manifest names it.
 *
 * @param folder The store's folder.
 * @param entry What the commit did.
 * @returns Its number and hash.
 * @throws {TypeError} If a delivery has not the form that a store keeps.
 * @throws {StoreError} If it cannot be written.
 */
export async function writeEntry(folder: string, entry: Entry): Promise<Head> {
  const text = `${JSON.stringify({ format: "vantelage-history", ...entry })}\n`;
  const checked = WrittenEntry.safeParse(JSON.parse(text));
  if (!checked.success) {
    const { path, message } = checked.error.issues[0];
    throw new TypeError(`Cannot commit to ${folder} as ${path.join(".")} is not as it must be: ${message}`);
  }
  const bytes = new TextEncoder().encode(text);
  const head = { commit: entry.commit, sha256: sha256Of(bytes) };
  await makeFolders(storePath(folder, HISTORY));
  await writeDurably(storePath(folder, pathOf(head)), bytes);
  return head;
}

/** What a damaged store's reader does; the end of a message. */
export function restoreHint(folder: string, path: string): string {
  return `Inget har ändrats. Återställ filen ur en säkerhetskopia: cp "SÄKERHETSKOPIA/${path}" "${folder}/${path}", eller läs in leveranserna igen i en ny mapp: deno task load FIL… --lager NY_MAPP`;
}

function readEntry(folder: string, head: Head): Entry {
  const path = pathOf(head);
  const damaged = (how: string, cause?: unknown) =>
    new StoreError(`Lagret ${folder} är skadat: ${path} ${how}. ${restoreHint(folder, path)}`, { cause });
  let bytes: Uint8Array;
  try {
    // One after another, as each names the next, and without waiting, which would take several times the reading.
    bytes = Deno.readFileSync(storePath(folder, path));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw damaged("saknas", cause);
  }
  if (sha256Of(bytes) !== head.sha256) throw damaged("har inte den kontrollsumma som den ska ha");
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged("är inte JSON", cause);
  }
  const entry = ReadEntry.safeParse(data);
  if (!entry.success) {
    const [{ path, message }] = entry.error.issues;
    throw damaged(`har fel form (${path.join(".")}: ${message})`);
  }
  if (entry.data.commit !== head.commit) throw damaged(`är ändring ${entry.data.commit}`);
  return entry.data;
}

function pathOf({ commit, sha256 }: Head): string {
  return `${HISTORY}/${String(commit).padStart(6, "0")}-${sha256.slice(0, 24)}.json`;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
