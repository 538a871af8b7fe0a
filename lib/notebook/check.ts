/** Notebooks checked without being run. */
import { codeOnly, expressionLines } from "./_expressions.ts";
import { type NotebookFile, readNotebookFile } from "./_nbformat.ts";
import { syntaxIssue } from "./_source_lines.ts";
import { textNumbers } from "./_text_numbers.ts";
import { checkTypes } from "./_types.ts";

/** What {@linkcode checkNotebooks} looks for. */
export type NotebookRule =
  | "outputs"
  | "path"
  | "number"
  | "length"
  | "loop"
  | "import"
  | "syntax"
  | "types"
  | "promise";

/** Something in a notebook that should not be there. */
export interface NotebookFinding {
  /** The notebook's file, as it was given. */
  notebook: string;
  /** The cell's number among all cells of the file, from 1. */
  cell: number;
  /** The line in the cell, from 1. */
  line: number;
  /** Which rule it breaks. */
  rule: NotebookRule;
  /** What is wrong and what to do, in Swedish. */
  message: string;
}

/** Options for {@linkcode checkNotebooks}. */
export interface CheckOptions {
  /** The deno.json that says what imports mean. @default {"deno.json"} */
  config?: string;
  /** What the notebooks may import, and its sub-exports. @default {["vantelage"]} */
  imports?: readonly string[];
}

type FileCell = NotebookFile["cells"][number];

const MAX_LINES = 10;

const MACHINE_PATH =
  /(?:^|[\s"'`(=])(?:file:\/\/\/|\/(?:home|Users|root|tmp|mnt|media|opt|srv|var)\/|[A-Za-z]:\\)/;
const LOOP = /\b(?:for(?:\s+await)?|while)\s*\(|\bdo\s*\{/;
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\b[^;"'`()]*["']([^"']+)["']|\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g;

/**
 * Checks notebooks (anteckningsböcker) without running them.
 *
 * A notebook is committed without outputs, names no path of one machine, has code cells of at most ten lines
 * without loops, imports "vantelage" and nothing else that is not allowed by `imports`, and its code cells, joined, pass Deno's type check. A name
 * that two cells declare fails that check: the kernel takes it, but a reader would have to guess which is meant.
 * No statement leaves a promise without `await`, and no text holds a number that may follow from the data: lengths
 * of time (90 dagar), years, codes in backticks and what is folded away (`<details>`) may stand.
 *
 * @param paths The `.ipynb` files.
 * @param options Where deno.json lies.
 * @returns What was found, in the order of the files and their cells; empty when all is well.
 * @throws {Deno.errors.NotFound} If a file does not exist.
 * @throws {SyntaxError} If a file is no notebook of the Deno kernel.
 *
 * @example A loop
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkNotebooks } from "vantelage/notebook";
 *
 * const path = `${await Deno.makeTempDir()}/slinga.ipynb`;
 * const source = "let summa = 0;\nfor (const antal of [1, 2]) summa += antal;";
 * await Deno.writeTextFile(path, JSON.stringify({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: { kernelspec: { name: "deno", language: "typescript" } },
 *   cells: [{ cell_type: "code", source, outputs: [], execution_count: null }],
 * }));
 * const [finding] = await checkNotebooks([path]);
 * assert.deepEqual([finding.cell, finding.line, finding.rule], [1, 2, "loop"]);
 * ```
 */
export async function checkNotebooks(
  paths: readonly string[],
  options: CheckOptions = {},
): Promise<NotebookFinding[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await readNotebookFile(path) })));
  const findings = files.flatMap(({ path, file }) =>
    file.cells.flatMap((cell, i) =>
      findingsOf(cell, options.imports ?? ["vantelage"]).map((found) => ({
        notebook: path,
        cell: i + 1,
        ...found,
      }))
    )
  );
  const sound = files.filter(({ path }) =>
    !findings.some((it) => it.notebook === path && it.rule === "syntax")
  );
  const sources = sound.map(({ file }) =>
    file.cells.map(({ cell_type, source }) =>
      cell_type === "code"
        ? { source, expressions: expressionLines(codeOnly(source)) }
        : { source: "", expressions: [] }
    )
  );
  for (const { notebook, ...found } of await checkTypes(sources, options.config ?? "deno.json")) {
    findings.push({ notebook: sound[notebook].path, ...found });
  }
  const order = (finding: NotebookFinding) => paths.indexOf(finding.notebook);
  return findings.sort((a, b) => order(a) - order(b) || a.cell - b.cell || a.line - b.line);
}

function findingsOf(
  cell: FileCell,
  imports: readonly string[],
): Pick<NotebookFinding, "line" | "rule" | "message">[] {
  const findings: Pick<NotebookFinding, "line" | "rule" | "message">[] = [];
  const found = (rule: NotebookRule, line: number, message: string) => findings.push({ line, rule, message });
  const { source } = cell;
  const lines = source.split("\n");
  lines.forEach((line, i) => {
    if (MACHINE_PATH.test(line)) {
      found("path", i + 1, "en sökväg som bara finns på en dator: skriv den relativt");
    }
  });
  if (cell.outputs?.length || typeof cell.execution_count === "number") {
    found("outputs", 1, "utdata eller körnummer ligger kvar: rensa dem innan filen sparas");
  }
  if (cell.cell_type !== "code") {
    for (const { line, number } of textNumbers(source)) {
      found(
        "number",
        line,
        `talet ${number} står i en text: låt en figur säga det som följer av data, och sätt en kod inom \`…\``,
      );
    }
    return findings;
  }
  const length = source.trimEnd().split("\n").length;
  if (length > MAX_LINES) {
    found(
      "length",
      MAX_LINES + 1,
      `cellen har ${length} rader, högst ${MAX_LINES} får plats: flytta till lib/`,
    );
  }
  codeOnly(source).split("\n").forEach((line, i) => {
    if (LOOP.test(line)) found("loop", i + 1, "en slinga: flytta den till lib/ och pröva den där");
  });
  for (const { 0: text, 1: fixed, 2: dynamic, index } of source.matchAll(IMPORT)) {
    const name = fixed ?? dynamic;
    const line = source.slice(0, index + text.length).split("\n").length;
    if (!imports.some((each) => name === each || name.startsWith(`${each}/`))) {
      const allowed = imports.map((each) => `"${each}"`).join(", ");
      found("import", line, `importen av "${name}": en anteckningsbok hämtar bara ${allowed}`);
    }
  }
  const syntax = syntaxIssue(source);
  if (syntax) found("syntax", syntax.line, `koden går inte att läsa: ${syntax.message}`);
  return findings;
}
