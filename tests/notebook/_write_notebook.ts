import { type Notebook, readNotebook } from "../../lib/notebook/mod.ts";

/** Cells as a test writes them: code is text, text cells are `{ text }`. */
export type TestCell = string | { text: string };

/** A notebook file as JSON, of the Deno kernel unless the metadata says otherwise. */
export function notebookJson(cells: readonly TestCell[], extra: Record<string, unknown> = {}): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    cells: cells.map((cell) =>
      typeof cell === "string"
        ? { cell_type: "code", metadata: {}, source: cell, outputs: [], execution_count: null }
        : { cell_type: "markdown", metadata: {}, source: cell.text }
    ),
    ...extra,
  });
}

/** Writes a notebook into a folder of its own and reads it back. */
export async function writeNotebook(name: string, cells: readonly TestCell[]): Promise<Notebook> {
  const path = `${await Deno.makeTempDir()}/${name}.ipynb`;
  await Deno.writeTextFile(path, notebookJson(cells));
  return await readNotebook(path);
}

/** The project's folder, where "zod" and "vantelage" have a meaning. */
export const PROJECT = new URL("../..", import.meta.url).pathname;
