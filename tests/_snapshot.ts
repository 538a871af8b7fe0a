import assert from "node:assert/strict";

/**
 * Compares a text with the file that holds what it was when somebody last looked at it.
 *
 * Read the difference before writing new files with UPDATE_SNAPSHOTS=1.
 */
export async function assertSnapshot(file: URL, text: string): Promise<void> {
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeTextFile(file, text);
    return;
  }
  const expected = await Deno.readTextFile(file).catch((cause) => {
    throw new Error(
      `Cannot compare with the snapshot as ${
        file.pathname.split("/").at(-1)
      } must be readable: write it with UPDATE_SNAPSHOTS=1`,
      { cause },
    );
  });
  assert.equal(text, expected);
}
