/** Notebooks written to their files. */
import type { Cell } from "./ipynb.ts";

/**
 * Writes a notebook (anteckningsbok) of the Deno kernel, without outputs, as Jupyter itself would write it.
 *
 * @param path The file; it must not exist. Its cells are named by what stands before the first `_` in its name.
 * @param cells The cells, in order.
 * @throws {Deno.errors.AlreadyExists} If there is such a file.
 *
 * @example Written and read again
 * ```ts
 * import assert from "node:assert/strict";
 * import { readNotebook, writeNotebook } from "vantelage/notebook";
 *
 * const path = `${await Deno.makeTempDir()}/21_fraga.ipynb`;
 * await writeNotebook(path, [{ kind: "text", source: "# Vem väntar?" }, { kind: "code", source: "1 +\\n1" }]);
 * const { cells } = await readNotebook(path);
 * assert.deepEqual(cells[1], { kind: "code", source: "1 +\\n1", index: 1 });
 * ```
 */
export async function writeNotebook(path: string, cells: readonly Omit<Cell, "index">[]): Promise<void> {
  const prefix = /([^/\\_]*)[^/\\]*$/.exec(path)?.[1] ?? "";
  const notebook = {
    cells: cells.map(({ kind, source }, index) => ({
      cell_type: kind === "code" ? "code" : "markdown",
      ...(kind === "code" ? { execution_count: null } : {}),
      id: `${prefix}-${String(index).padStart(2, "0")}`,
      metadata: {},
      ...(kind === "code" ? { outputs: [] } : {}),
      source: source.split(/(?<=\n)/),
    })),
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: {
        codemirror_mode: "typescript",
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
        nbconvert_exporter: "script",
        pygments_lexer: "typescript",
        version: Deno.version.typescript,
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  await Deno.writeTextFile(path, `${JSON.stringify(notebook, null, 1)}\n`, { createNew: true });
}
