import assert from "node:assert/strict";
import { readNotebook } from "../../lib/notebook/mod.ts";
import { notebookJson } from "./_write_notebook.ts";

async function fileOf(text: string): Promise<string> {
  const path = `${await Deno.makeTempDir()}/fråga.ipynb`;
  await Deno.writeTextFile(path, text);
  return path;
}

Deno.test("readNotebook() gives text and code cells with their positions, and joins lines", async () => {
  const raw = { cell_type: "raw", source: "x", metadata: {} };
  const text = { cell_type: "markdown", source: ["# A\n", "b"], metadata: {} };
  const code = { cell_type: "code", source: "1", metadata: {}, outputs: [{}], execution_count: 3 };
  const path = await fileOf(notebookJson([], { cells: [raw, text, code] }));
  assert.deepEqual(await readNotebook(path), {
    path,
    name: "fråga",
    language: "typescript",
    cells: [{ kind: "text", source: "# A\nb", index: 1 }, { kind: "code", source: "1", index: 2 }],
  });
});

Deno.test("readNotebook() says who the report is for, when the file does", async () => {
  const metadata = {
    kernelspec: { name: "deno", language: "typescript" },
    vantelage: { audience: "public" },
  };
  const path = await fileOf(notebookJson([], { metadata }));
  assert.equal((await readNotebook(path)).audience, "public");
});

Deno.test("readNotebook() says that a file is missing, or is a folder", async () => {
  await assert.rejects(readNotebook("saknas.ipynb"), {
    name: "NotFound",
    message: 'Kan inte läsa anteckningsboken "saknas.ipynb": filen finns inte',
  });
  await assert.rejects(readNotebook(await Deno.makeTempDir()), { name: "SyntaxError" });
});

Deno.test("readNotebook() says what is not a notebook of the Deno kernel", async () => {
  const python = { metadata: { kernelspec: { name: "python3", language: "python" } } };
  const cases: [string, RegExp][] = [
    ["", /innehållet är inte JSON$/],
    ["[]", /följer inte nbformat 4/],
    [notebookJson([], { nbformat: 3 }), /måste ha formatet nbformat 4$/],
    [notebookJson([], { cells: [{ cell_type: "code" }] }), /fältet cells\.0\.source följer inte/],
    [notebookJson([], python), /men är för python$/],
    [notebookJson([], { metadata: {} }), /men är för ingen kärna$/],
  ];
  for (const [text, message] of cases) {
    await assert.rejects(readNotebook(await fileOf(text)), { name: "SyntaxError", message });
  }
});
