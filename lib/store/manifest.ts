import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { Profile } from "../contract/mod.ts";
import { Status, UntoldDeviation } from "../cube/mod.ts";
import type { Delimiter } from "../extract/mod.ts";
import { migrated } from "./_migrate.ts";
import { Finding } from "./finding.ts";
import { SlotShape } from "./shape.ts";

/** The version of the store's form that this code writes, and the newest that it reads; it reads all from 1. */
export const STORE_VERSION = 2;

/** A file of the store: immutable, named by its content. */
export interface StoredFile {
  /** What it holds. */
  readonly kind: "rows" | "cells" | "rejected";
  /** Its path from the store's folder. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** Rows in it. */
  readonly rows: number;
  /** The status its rows share; `null` for rejected records. */
  readonly status: Status | null;
  /** The month its rows share; `null` for rejected records. */
  readonly manad: Month | null;
}

/** A file of the store, checked. */
export const StoredFile: z.ZodType<StoredFile> = z.strictObject({
  kind: z.enum(["rows", "cells", "rejected"]),
  path: z.string(),
  sha256: z.string(),
  rows: z.int().nonnegative(),
  status: Status.nullable(),
  manad: Month.nullable(),
});

/** What a delivery answers for: the newest delivery of a region, month and status holds. */
export interface Slot {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** Deviations that the delivery does not tell of those who wait; without them all are told. */
  readonly untold?: readonly UntoldDeviation[];
}

/** What a delivery answers for, checked. */
export const Slot: z.ZodType<Slot> = z.strictObject({
  region: z.string(),
  manad: Month,
  status: Status,
  untold: z.array(UntoldDeviation).min(1).optional(),
});

/** One delivery that was kept. Always read = loaded + rejected + skipped. */
export interface Delivery {
  /** Names the bytes together with how they were read. */
  readonly id: string;
  /** The order of commits, from 1. */
  readonly sequence: number;
  /** The file's name, without its folder. */
  readonly file: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** The profile it was read by. */
  readonly profile: string;
  /** That profile, where it is none that comes with Vänteläge; not there in deliveries kept before 2026-11-24. */
  readonly ownProfile?: Profile;
  /** The layout it was judged by. */
  readonly layout: "register" | "aggregat" | "bandrader";
  /** Records in the file. */
  readonly read: number;
  /** Records accepted. */
  readonly loaded: number;
  /** Records set aside. */
  readonly rejected: number;
  /** Records that are nothing to keep. */
  readonly skipped: number;
  /** What the rules found. */
  readonly findings: readonly Finding[];
  /** What was assumed about the file. */
  readonly assumed: readonly string[];
  /** The names of the file's columns; not there in deliveries kept before 2026-11-23. */
  readonly header?: readonly string[];
  /** What parted its fields; as `header`. */
  readonly delimiter?: Delimiter;
  /** What it answers for. */
  readonly slots: readonly Slot[];
  /** The shape of each slot, for what is usual; as `header`. */
  readonly shapes?: readonly SlotShape[];
  /** The names that occur, by dimension of the cells; as `header`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Its files. */
  readonly files: readonly StoredFile[];
}

/** One delivery that was kept, checked. */
export const Delivery: z.ZodType<Delivery> = z.strictObject({
  id: z.string(),
  sequence: z.int().positive(),
  file: z.string(),
  sha256: z.string(),
  profile: z.string(),
  ownProfile: Profile.optional(),
  layout: z.enum(["register", "aggregat", "bandrader"]),
  read: z.int().nonnegative(),
  loaded: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  findings: z.array(Finding),
  assumed: z.array(z.string()),
  header: z.array(z.string()).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  slots: z.array(Slot),
  shapes: z.array(SlotShape).optional(),
  values: z.record(z.string(), z.array(z.string())).optional(),
  files: z.array(StoredFile),
});

/** The store's list of what it holds: every delivery ever kept, in order. What is not listed is not there. */
export interface Manifest {
  /** What the file is. */
  readonly format: "vantelage-store";
  /** The version of its form. */
  readonly version: number;
  /** Every delivery ever kept, oldest first. */
  readonly deliveries: readonly Delivery[];
}

/** The store's list of what it holds, checked. */
export const Manifest: z.ZodType<Manifest> = z.strictObject({
  format: z.literal("vantelage-store"),
  version: z.int().min(1).max(STORE_VERSION),
  deliveries: z.array(Delivery),
});

/** A store that cannot be opened or written, and why. */
export class StoreError extends Error {
  /** The name of the error. */
  override readonly name: string = "StoreError";
}

/**
 * The manifest of a store's folder.
 *
 * @param folder The folder; one that is not there is an empty store.
 * @returns What the store holds, as this version says it; an older store is only read, and lifted by its next commit.
 * @throws {StoreError} If the folder is a file, or the manifest is damaged or was written by a newer version.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${folder}/manifest.json`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { format: "vantelage-store", version: STORE_VERSION, deliveries: [] };
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new StoreError(
        `Lagret ${folder} kan inte läsas: ett lager ska vara en mapp, men det här är en fil.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
  const data = parseJson(text, folder);
  const head = z.looseObject({ format: z.literal("vantelage-store"), version: z.int() }).safeParse(data);
  if (head.success && head.data.version > STORE_VERSION) {
    throw new StoreError(
      `Lagret i ${folder} är skrivet av en nyare version av Vänteläge (form ${head.data.version}; den här läser till och med ${STORE_VERSION}). Inget har ändrats. Uppdatera Vänteläge.`,
    );
  }
  const manifest = Manifest.safeParse(data);
  if (!manifest.success) {
    const { path, message } = manifest.error.issues[0];
    throw new StoreError(
      `Lagrets manifest i ${folder} är skadat (${path.join(".")}: ${message}). Inget har ändrats.`,
    );
  }
  return migrated(manifest.data, STORE_VERSION);
}

/**
 * Makes a manifest the store's, in one step: whoever reads sees the old one or the new one.
 *
 * @param folder The store's folder; it must exist.
 * @param manifest What the store holds from now on.
 */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeDurably(
    `${folder}/manifest.json`,
    new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`),
  );
}

/**
 * Writes a file so that it is there whole or not at all, also after a power cut.
 *
 * @param path Where; an older file of this name is replaced.
 * @param bytes What.
 * @throws {StoreError} If the disk is full or read-only, or the file may not be written.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  await writing(path, async () => {
    try {
      using file = await Deno.open(temporary, { write: true, createNew: true });
      for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
      await file.sync();
    } catch (error) {
      await Deno.remove(temporary).catch((cause) => {
        if (!(cause instanceof Deno.errors.NotFound)) throw cause;
      });
      throw error;
    }
    await Deno.rename(temporary, path);
  });
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

function parseJson(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`Lagrets manifest i ${folder} är skadat: det är inte JSON. Inget har ändrats.`, {
      cause,
    });
  }
}

/**
 * The name of a slot, for maps and sets.
 *
 * @param slot The slot.
 * @returns A text that differs between slots.
 */
export function slotKey({ region, manad, status }: Slot): string {
  return `${region}|${manad}|${status}`;
}

/**
 * Which delivery holds for each slot: the newest one.
 *
 * @param deliveries Every delivery, in any order.
 * @returns Slot names to deliveries.
 */
export function holders(deliveries: readonly Delivery[]): Map<string, Delivery> {
  const found = new Map<string, Delivery>();
  for (const delivery of deliveries.toSorted((a, b) => a.sequence - b.sequence)) {
    for (const slot of delivery.slots) found.set(slotKey(slot), delivery);
  }
  return found;
}
