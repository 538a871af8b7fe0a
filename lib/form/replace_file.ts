import { OwnDataError } from "./read_folder.ts";

/**
 * Replaces a file by what a change makes of it; who else changes it in the same moment is refused.
 *
 * The new file is written next to the old one and takes its name when it is whole: a reader, or a process that is stopped,
 * meets the one before or the one after.
 *
 * @param path The file; it need not be there.
 * @param change Makes the new text of the old one, `null` where there is none.
 * @returns The new text.
 * @throws {OwnDataError} If somebody else is changing it.
 */
export async function replaceFile(
  path: string,
  change: (before: string | null) => string | Promise<string>,
): Promise<string> {
  const draft = `${path}.ny`;
  let writing: Deno.FsFile;
  try {
    writing = await Deno.open(draft, { createNew: true, write: true });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AlreadyExists)) throw cause;
    throw new OwnDataError(`Någon annan skriver i ${path}. Skriver ingen: ta bort ${draft}`, { cause });
  }
  try {
    const after = await change(await textOf(path));
    await writeAll(writing, new TextEncoder().encode(after));
    await writing.sync();
    await Deno.rename(draft, path);
    return after;
  } catch (error) {
    await Deno.remove(draft);
    throw error;
  } finally {
    writing.close();
  }
}

/** A file's text; `null` where there is none. */
export async function textOf(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
