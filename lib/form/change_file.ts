import { tellInvented } from "../reference/mod.ts";
import { faultLines } from "./check_document.ts";
import type { DataKind } from "./data_kind.ts";
import { checkJson, jsonText } from "./json_file.ts";
import { OwnDataError } from "./read_folder.ts";
import { replaceFile } from "./replace_file.ts";

/**
 * Changes a file of data. Anyone else who writes waits for no one: the second is refused.
 *
 * @param kind The kind.
 * @param folder The folder; made when it is not there.
 * @param none What the file holds when it is not there; its name follows of it.
 * @param change Gives the new content.
 * @returns The new content.
 * @throws {OwnDataError} If the file cannot be read as its kind, or somebody is writing it.
 */
export async function changeFile<T extends { readonly syntetisk: boolean }>(
  kind: DataKind<T>,
  folder: string,
  none: T,
  change: (document: T) => T,
): Promise<T> {
  await Deno.mkdir(folder, { recursive: true });
  const path = `${folder}/${kind.fileName?.(none) ?? kind.folder}.json`;
  let after = none;
  await replaceFile(path, (text) => {
    const { document, faults } = text === null ? { document: none, faults: [] } : checkJson(kind, text);
    if (document === null) throw new OwnDataError(`Kan inte läsa ${faultLines(path, faults, 20)}`);
    if (document.syntetisk) tellInvented(kind.folder);
    after = change(document);
    return jsonText(after);
  });
  return after;
}
