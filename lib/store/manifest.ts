import * as z from "zod";
import { migrated } from "./_migrate.ts";
import { storePath } from "./_store_path.ts";
import { Manifest, STORE_VERSION } from "./delivery.ts";
import { StoreError, writeDurably } from "./writing.ts";

/**
 * The manifest of a store's folder.
 *
 * @param folder The folder; one that is not there is an empty store, as is one without rows and cells.
 * @returns What the store holds, as this version says it; an older store is only read, and lifted by its next commit.
 * @throws {StoreError} If the folder is a file, or the manifest is damaged, gone, or was written by a newer version.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await Deno.readTextFile(storePath(folder, "manifest.json"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      if (await isStoreData(folder)) {
        throw new StoreError(
          `Lagret ${folder} är skadat: manifest.json saknas, men filer med rader eller celler finns. Inget har ändrats. Återställ manifest.json ur en säkerhetskopia, eller läs in leveranserna igen i en ny mapp: deno task load FIL… --store NY_MAPP`,
        );
      }
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

/** Whether a folder has rows or cells as a store keeps them, by month of a status. Private to the folder. */
export async function isStoreData(folder: string): Promise<boolean> {
  for (const kind of ["rows", "cells"]) {
    try {
      for await (const { name } of Deno.readDir(`${folder}/${kind}`)) {
        if (name.startsWith("status=")) return true;
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    }
  }
  return false;
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

function parseJson(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`Lagrets manifest i ${folder} är skadat: det är inte JSON. Inget har ändrats.`, {
      cause,
    });
  }
}
