import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { Status } from "../cube/mod.ts";
import { Finding } from "./finding.ts";

/** The version of the store's form that this code writes, and the newest that it reads. */
export const STORE_VERSION = 1;

/** A file of the store: immutable, named by its content. */
export const StoredFile = z.strictObject({
  /** What it holds. */
  kind: z.enum(["rows", "cells", "rejected"]),
  /** Its path from the store's folder. */
  path: z.string(),
  /** SHA-256 of its bytes. */
  sha256: z.string(),
  /** Rows in it. */
  rows: z.int().nonnegative(),
  /** The status its rows share; `null` for rejected records. */
  status: Status.nullable(),
  /** The month its rows share; `null` for rejected records. */
  manad: Month.nullable(),
});
/** A file of the store: immutable, named by its content. */
export type StoredFile = z.infer<typeof StoredFile>;

/** What a delivery answers for: the newest delivery of a region, month and status holds. */
export const Slot = z.strictObject({ region: z.string(), manad: Month, status: Status });
/** What a delivery answers for: the newest delivery of a region, month and status holds. */
export type Slot = z.infer<typeof Slot>;

/** One delivery that was kept. */
export const Delivery = z.strictObject({
  /** Names the bytes together with how they were read. */
  id: z.string(),
  /** The order of commits, from 1. */
  sequence: z.int().positive(),
  /** The file's name, without its folder. */
  file: z.string(),
  /** SHA-256 of the file. */
  sha256: z.string(),
  profile: z.string(),
  layout: z.enum(["register", "aggregat", "bandrader"]),
  read: z.int().nonnegative(),
  loaded: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  findings: z.array(Finding),
  assumed: z.array(z.string()),
  slots: z.array(Slot),
  files: z.array(StoredFile),
});
/** One delivery that was kept. */
export type Delivery = z.infer<typeof Delivery>;

/** The store's list of what it holds: every delivery ever kept, in order. What is not listed is not there. */
export const Manifest = z.strictObject({
  format: z.literal("vantelage-store"),
  version: z.literal(STORE_VERSION),
  deliveries: z.array(Delivery),
});
/** The store's list of what it holds: every delivery ever kept, in order. What is not listed is not there. */
export type Manifest = z.infer<typeof Manifest>;

/** A store that cannot be opened or written, and why. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/**
 * The manifest of a store's folder.
 *
 * @param folder The folder; one that is not there is an empty store.
 * @returns What the store holds.
 * @throws {StoreError} If the manifest is damaged or was written by a newer version.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${folder}/manifest.json`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { format: "vantelage-store", version: STORE_VERSION, deliveries: [] };
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
  return manifest.data;
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
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
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
