/** Notebooks read from their files. */
import { basename } from "node:path";
import { readNotebookFile } from "./_nbformat.ts";

/** One cell of a notebook. */
export interface Cell {
  /** Text is Markdown; code is TypeScript. */
  kind: "text" | "code";
  /** The cell's text, lines separated by `\n`. */
  source: string;
  /** The cell's position in the file, from 0. */
  index: number;
}

/** A notebook: what its author wrote, without outputs. */
export interface Notebook {
  /** The file it was read from. */
  path: string;
  /** The file's name without `.ipynb`. */
  name: string;
  /** The language of the code cells. */
  language: "typescript";
  /** The text and code cells, in order; raw cells, which no one sees, are left out. */
  cells: Cell[];
  /** Who its report is for, where the file's metadata say so (`vantelage.audience`). */
  audience?: string;
  /** What it asks of the deliveries beyond what all say, where the file's metadata say so (`vantelage.needs`). */
  needs?: readonly string[];
}

/**
 * Reads a notebook (anteckningsbok) of the Deno kernel.
 *
 * Outputs and execution counts that lie in the file are not read: a run gives its own.
 *
 * @param path The `.ipynb` file.
 * @returns The notebook's cells, in order.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @throws {SyntaxError} If the file is not JSON, not nbformat 4, or not for the Deno kernel.
 *
 * @example A notebook of one cell
 * ```ts
 * import assert from "node:assert/strict";
 * import { readNotebook } from "vantelage/notebook";
 *
 * const path = `${await Deno.makeTempDir()}/01_fraga.ipynb`;
 * await Deno.writeTextFile(path, JSON.stringify({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: { kernelspec: { name: "deno", language: "typescript" } },
 *   cells: [{ cell_type: "code", source: ["1 +\n", "1"], outputs: [], execution_count: null }],
 * }));
 * const notebook = await readNotebook(path);
 * assert.equal(notebook.name, "01_fraga");
 * assert.deepEqual(notebook.cells, [{ kind: "code", source: "1 +\n1", index: 0 }]);
 * ```
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const file = await readNotebookFile(path);
  const cells = file.cells.flatMap(({ cell_type, source }, index): Cell[] =>
    cell_type === "raw" ? [] : [{ kind: cell_type === "code" ? "code" : "text", source, index }]
  );
  const { audience, needs } = file.metadata.vantelage ?? {};
  return {
    path,
    name: basename(path, ".ipynb"),
    language: "typescript",
    cells,
    ...(audience === undefined ? {} : { audience }),
    ...(needs === undefined ? {} : { needs }),
  };
}
