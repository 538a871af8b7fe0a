import { basename } from "node:path";
import * as z from "zod";
import { dataFolder, type DataSource, tellInvented } from "../reference/mod.ts";

/** A file of a plan, of contracts or prices cannot be read; the message names file and place, in Swedish. */
export class PlanDataError extends Error {
  /** The name of the error. */
  override readonly name: string = "PlanDataError";
}

/** The folders that the planning group keeps, in the data folder. */
export type PlanFolder = Exclude<DataSource, "leveranser" | "signaler">;

/**
 * Where the planning group's files lie that go with the store that was opened last, as {@linkcode dataFolder} says.
 *
 * @param folder The folder's name.
 * @returns Its path.
 * @throws {TypeError} If no store has been opened, and `VANTELAGE_DATA` is not set.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore, planFolder } from "vantelage";
 * using _store = await openStore(`${await Deno.makeTempDir()}/lager`);
 * assert.match(planFolder("avtal"), /uppgifter.avtal$/);
 * ```
 */
export function planFolder(folder: PlanFolder): string {
  return `${dataFolder()}/${folder}`;
}

/**
 * Reads every file of a kind in a folder, in the order of their names.
 *
 * @param source What the files are: where one is made up, what rests on them is marked.
 * @param folder The folder; one that is not there holds nothing.
 * @param extension How the names end: ".json".
 * @param read Makes something of a file's text.
 * @throws {PlanDataError} If a file is not what its layout says.
 */
export async function readFolder<T>(
  source: PlanFolder,
  folder: string,
  extension: string,
  read: (text: string) => T,
): Promise<T[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) if (name.endsWith(extension)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const paths = names.filter((name) => name !== "README.md").sort().map((name) => `${folder}/${name}`);
  return await Promise.all(paths.map(async (path) => {
    try {
      const data = read(await Deno.readTextFile(path));
      if (isInvented(data)) tellInvented(source);
      return data;
    } catch (error) {
      if (error instanceof z.ZodError) {
        const [{ path: place, message }] = error.issues;
        throw new PlanDataError(
          `Kan inte läsa ${basename(folder)}/${basename(path)}: ${[...place, message].join(" › ")}`,
        );
      }
      if (error instanceof SyntaxError) {
        throw new PlanDataError(`Kan inte läsa ${basename(folder)}/${basename(path)}: ${error.message}`);
      }
      throw error;
    }
  }));
}

/** Whether a file says of itself that it is made up. */
function isInvented(data: unknown): boolean {
  return typeof data === "object" && data !== null && "syntetisk" in data &&
    (data.syntetisk === true || data.syntetisk === "ja");
}

/** Reads every JSON file of a folder by a schema. */
export function readJsonFolder<T>(source: PlanFolder, folder: string, schema: z.ZodType<T>): Promise<T[]> {
  return readFolder(source, folder, ".json", (text) => schema.parse(JSON.parse(text)));
}
