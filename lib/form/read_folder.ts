import { basename } from "node:path";
import * as z from "zod";
import { type DataSource, tellInvented } from "../reference/mod.ts";
import { faultLines, isObject, rowKeys, rowsOf } from "./check_document.ts";
import type { DataKind } from "./data_kind.ts";
import { checkJson } from "./json_file.ts";
import { formLayout } from "./layout.ts";

/** A file of data cannot be read, or two say the same; the message names files, places and what to do, in Swedish. */
export class OwnDataError extends Error {
  /** The name of the error. */
  override readonly name: string = "OwnDataError";
}

/** A file of a folder of data. */
export interface StoredDocument<T> {
  /** Its name, with its ending. */
  readonly file: string;
  /** What it holds. */
  readonly document: T;
}

/**
 * Reads every file of a kind, in the order of their names.
 *
 * @param kind The kind.
 * @param folder The folder; one that is not there holds nothing.
 * @returns What the files hold.
 * @throws {OwnDataError} If files are not what their kind says, or two say the same: everything that is wrong, at once.
 */
export async function readDataFolder<T>(kind: DataKind<T>, folder: string): Promise<T[]> {
  return (await readDataFiles(kind, folder)).map(({ document }) => document);
}

/**
 * Reads every file of a kind with its name; as {@linkcode readDataFolder}.
 *
 * @param kind The kind.
 * @param folder The folder.
 * @param options A file to leave out; whether made-up files are reported, so that what rests on them is marked: not where anyone who
 *   shows them marks them one by one.
 */
export async function readDataFiles<T>(
  kind: DataKind<T>,
  folder: string,
  options: { readonly without?: string; readonly quiet?: boolean } = {},
): Promise<StoredDocument<T>[]> {
  const wrong: string[] = [];
  const texts = (await readTexts(folder, ".json")).filter(({ path }) => basename(path) !== options.without);
  const files = texts.flatMap(({ path, text }) => {
    const { document, faults } = checkJson(kind, text);
    if (document !== null) return [{ file: basename(path), document }];
    wrong.push(`${faultLines(`${basename(folder)}/${basename(path)}`, faults, 20)}`);
    return [];
  });
  if (wrong.length > 0) {
    throw new OwnDataError(
      `Kan inte läsa ${wrong.join("\n")}\nRätta filen, och granska den med deno task data kontrollera FIL`,
    );
  }
  const [first, second, same] = sameClaims(kind, files).at(0) ?? [];
  if (same !== undefined) {
    throw new OwnDataError(
      `${basename(folder)}/${first} och ${
        basename(folder)
      }/${second} säger samma sak, som då skulle räknas två gånger: ${same}. Ta bort den ena filen, eller det som är dubbelt`,
    );
  }
  if (options.quiet !== true && files.some(({ document }) => isInvented(document))) tellInvented(kind.folder);
  return files;
}

/**
 * Reads every file of a folder that is no JSON, in the order of their names.
 *
 * @param source What the files are: where one is made up, what rests on them is marked.
 * @param folder The folder; one that is not there holds nothing.
 * @param extension How the names end: ".md".
 * @param read Makes something of a file's text.
 * @throws {OwnDataError} If a file is not what it should be.
 */
export async function readFolder<T>(
  source: DataSource,
  folder: string,
  extension: string,
  read: (text: string) => T,
): Promise<T[]> {
  return (await readTexts(folder, extension)).map(({ path, text }) => {
    try {
      const data = read(text);
      if (isInvented(data)) tellInvented(source);
      return data;
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      const says = error instanceof z.ZodError
        ? error.issues.map(({ path: place, message }) => [...place.map(String), message].join(" › ")).join(
          "; ",
        )
        : error.message;
      throw new OwnDataError(`Kan inte läsa ${basename(folder)}/${basename(path)}: ${says}`);
    }
  });
}

/**
 * What only one file of a folder may say, in Swedish.
 *
 * @param kind The kind.
 * @param document What a file holds.
 * @returns Claims: two files that share one would be counted twice.
 */
export function claimsOf<T>(kind: DataKind<T>, document: T): readonly string[] {
  if (kind.claims !== undefined) return kind.claims(document);
  if (kind.identity === undefined || !isObject(document)) return rowClaims(kind, document);
  return [kind.identity.map((name) => `${name} ${String(document[name])}`).join(", ")];
}

/** What the rows of a document say, by what they differ in. */
export function rowClaims(kind: DataKind, document: unknown): string[] {
  return formLayout(kind).tables.flatMap((table) =>
    rowsOf(document, table.key).flatMap((row) => rowKeys(kind, table, row))
  );
}

/** Pairs of files that say the same, and what. */
export function sameClaims<T>(
  kind: DataKind<T>,
  files: readonly StoredDocument<T>[],
): [first: string, second: string, same: string][] {
  const by = new Map<string, string>(), pairs = new Map<string, string[]>();
  for (const { file, document } of files) {
    for (const claim of new Set(claimsOf(kind, document))) {
      const first = by.get(claim);
      if (first === undefined) by.set(claim, file);
      else pairs.set(`${first}\n${file}`, [...pairs.get(`${first}\n${file}`) ?? [], claim]);
    }
  }
  return [...pairs].map(([pair, claims]) => {
    const [first, second] = pair.split("\n"), more = claims.length - 1;
    return [first, second, `${claims[0]}${more > 0 ? `, och ${more} till` : ""}`];
  });
}

async function readTexts(folder: string, extension: string): Promise<{ path: string; text: string }[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(extension) && name !== "README.md") names.push(name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return await Promise.all(
    names.sort().map(async (name) => {
      const path = `${folder}/${name}`;
      return { path, text: await Deno.readTextFile(path) };
    }),
  );
}

/** Whether a file says of itself that it is made up. */
function isInvented(data: unknown): boolean {
  return isObject(data) && (data.syntetisk === true || data.syntetisk === "ja");
}
