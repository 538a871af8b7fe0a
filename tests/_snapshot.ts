import assert from "node:assert/strict";

/**
 * Compares a text with the file that holds what it was when somebody last looked at it. Markup is kept an element a
 * line, so that a difference can be read.
 *
 * When it differs, the new text lies next to the file, with the ending `-changed`. Read the difference before writing
 * new files with UPDATE_SNAPSHOTS=1.
 */
export async function assertSnapshot(file: URL, markup: string): Promise<void> {
  const text = markup.replaceAll("><", ">\n<"), changed = new URL(`${file.href}-changed`);
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeTextFile(file, text);
    return await removeOld(changed);
  }
  const expected = await Deno.readTextFile(file).catch((cause) => {
    throw new Error(
      `Cannot compare with the snapshot as ${
        file.pathname.split("/").at(-1)
      } must be readable: write it with UPDATE_SNAPSHOTS=1`,
      { cause },
    );
  });
  if (text === expected) return await removeOld(changed);
  await Deno.writeTextFile(changed, text);
  assert.equal(text, expected, `not as it was: compare with ${changed.pathname}`);
}

async function removeOld(changed: URL): Promise<void> {
  try {
    await Deno.remove(changed);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
