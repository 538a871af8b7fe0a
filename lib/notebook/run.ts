/** Notebooks run from top to bottom in a clean kernel. */
import { dirname } from "node:path";
import * as z from "zod";
import { failingLine, syntaxIssue } from "./_source_lines.ts";
import type { Cell, Notebook } from "./ipynb.ts";
import { type Kernel, KernelError, startKernel } from "./kernel.ts";
import type { ErrorOutput, Output } from "./outputs.ts";
import { PARAMETERS_MIME, PARAMETERS_VARIABLE } from "./parameters.ts";

/** Options for {@linkcode runNotebook}. */
export interface RunOptions {
  /** The kernel's working directory. @default {the notebook's folder} */
  cwd?: string;
  /** Values for the notebook's parameters, as text. */
  parameters?: Readonly<Record<string, string>>;
  /** How long one cell may run. @default {300} */
  limitSeconds?: number;
  /** Environment variables for the kernel, beside the caller's own. */
  env?: Record<string, string>;
  /** Told before each code cell, and once more when all are done. */
  onProgress?: (progress: RunProgress) => void;
}

/** How far a run has come. */
export interface RunProgress {
  /** The notebook's name. */
  notebook: string;
  /** Code cells that have been run. */
  done: number;
  /** Code cells in all. */
  total: number;
}

/** A cell and what it showed; a text cell shows nothing. */
export interface ExecutedCell extends Cell {
  /** In the order they came. */
  outputs: Output[];
}

/** A notebook that was run to its end without an error. */
export interface ExecutedNotebook {
  /** The file's name without `.ipynb`. */
  name: string;
  /** The file it was read from. */
  path: string;
  /** All cells in order, text cells too. */
  cells: ExecutedCell[];
  /** How long it took, in seconds, with the kernel's start. */
  seconds: number;
  /** The values that the notebook's `parameters()` gave it, defaults included. */
  parameters: Record<string, unknown>;
}

/** Where in a notebook an error arose. */
export interface NotebookPlace {
  /** The notebook's name. */
  notebook: string;
  /** The cell's number among the code cells, from 1. */
  codeCell: number;
  /** The cell's number among all cells of the file, from 1. */
  cell: number;
  /** The line in the cell, from 1; `null` when unknown. */
  line: number | null;
  /** That line's text; empty when unknown. */
  text: string;
}

/** A notebook did not run to its end; the message says where and why, in Swedish. */
export class NotebookError extends Error {
  /** Told apart from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "NotebookError";
  /** Where, or `null` when it was no cell's fault. */
  readonly place: NotebookPlace | null;

  /** An error at a place. */
  constructor(message: string, place: NotebookPlace | null, options?: ErrorOptions) {
    super(message, options);
    this.place = place;
  }
}

/**
 * Runs a notebook (anteckningsbok) from top to bottom in a Deno kernel of its own.
 *
 * Every output is filed under the cell that began it, however late it comes: a timer up to five seconds after the
 * last cell is waited for. The first cell that fails ends the run.
 *
 * @param notebook The notebook; not changed.
 * @param options Where, with which parameters, how long.
 * @returns The cells with their outputs.
 * @throws {NotebookError} If a cell fails, the kernel dies or gives no answer, or a parameter is not asked for.
 *
 * @example One cell and what it shows
 * ```ts
 * import assert from "node:assert/strict";
 * import { runNotebook } from "vantelage";
 *
 * const cells = [{ kind: "code" as const, source: "console.log('hej')", index: 0 }];
 * const path = `${await Deno.makeTempDir()}/hej.ipynb`;
 * const executed = await runNotebook({ path, name: "hej", language: "typescript", cells });
 * assert.deepEqual(executed.cells[0].outputs, [{ type: "stream", name: "stdout", text: "hej\n" }]);
 * ```
 */
export async function runNotebook(notebook: Notebook, options: RunOptions = {}): Promise<ExecutedNotebook> {
  const { cwd = dirname(notebook.path), parameters = {}, env = {} } = options;
  const started = performance.now();
  const kernel = await startKernel({
    cwd,
    env: { ...env, [PARAMETERS_VARIABLE]: JSON.stringify(parameters) },
  })
    .catch((error) => Promise.reject(failure(notebook, null, error)));
  try {
    return await runIn(kernel, notebook, options, started);
  } finally {
    await kernel.shutdown();
  }
}

/**
 * Runs a notebook once for each set of parameters, one after another in one kernel, whose start is paid once.
 *
 * Its cells declare the same names anew each time; what one run left open stays open until the last has ended.
 *
 * @param notebook The notebook; not changed.
 * @param sets Values for its parameters, as text, one set a run.
 * @param options As for {@linkcode runNotebook}.
 * @returns What became of each run, in the order of the sets: one that fails does not stop the others.
 * @throws {NotebookError} If the kernel does not start.
 *
 * @example Without a set nothing is run
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, runNotebookForEach } from "vantelage";
 * const notebook: Notebook = { path: "hej.ipynb", name: "hej", language: "typescript", cells: [] };
 * assert.deepEqual(await runNotebookForEach(notebook, []), []);
 * ```
 */
export async function runNotebookForEach(
  notebook: Notebook,
  sets: readonly Readonly<Record<string, string>>[],
  options: Omit<RunOptions, "parameters"> = {},
): Promise<PromiseSettledResult<ExecutedNotebook>[]> {
  if (sets.length === 0) return [];
  const { cwd = dirname(notebook.path), env = {} } = options;
  const kernel = await startKernel({ cwd, env: { ...env, [PARAMETERS_VARIABLE]: "{}" } })
    .catch((error) => Promise.reject(failure(notebook, null, error)));
  const results: PromiseSettledResult<ExecutedNotebook>[] = [];
  try {
    for (const parameters of sets) {
      [results[results.length]] = await Promise.allSettled([Promise.try(async () => {
        const started = performance.now(), text = JSON.stringify(JSON.stringify(parameters));
        await kernel.execute(`Deno.env.set(${JSON.stringify(PARAMETERS_VARIABLE)}, ${text})`)
          .catch((error) => Promise.reject(failure(notebook, null, error)));
        return await runIn(kernel, notebook, { ...options, parameters }, started);
      })]);
    }
  } finally {
    await kernel.shutdown();
  }
  return results;
}

/**
 * Runs notebooks side by side, each in a kernel of its own.
 *
 * @param notebooks The notebooks; not changed.
 * @param options As for {@linkcode runNotebook}, and how many kernels may run at a time.
 * @returns What became of each, in the order given: one that fails does not stop the others.
 *
 * @example Two notebooks, one of which fails
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, runNotebooks } from "vantelage";
 *
 * const folder = await Deno.makeTempDir();
 * const notebook = (name: string, source: string): Notebook => ({
 *   path: `${folder}/${name}.ipynb`,
 *   name,
 *   language: "typescript",
 *   cells: [{ kind: "code", source, index: 0 }],
 * });
 * const results = await runNotebooks([notebook("a", "throw new Error('nej')"), notebook("b", "1 + 1")]);
 * assert.deepEqual(results.map(({ status }) => status), ["rejected", "fulfilled"]);
 * ```
 */
export async function runNotebooks(
  notebooks: readonly Notebook[],
  options: Omit<RunOptions, "parameters"> & {
    /** Values for each notebook's parameters, as text. */
    parameters?: (notebook: Notebook) => Readonly<Record<string, string>>;
    /** How many kernels at a time. @default {the number of cores} */
    concurrency?: number;
  } = {},
): Promise<PromiseSettledResult<ExecutedNotebook>[]> {
  const { concurrency = navigator.hardwareConcurrency, parameters = () => ({}), ...runOptions } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(
      `Cannot run notebooks as concurrency must be a whole number >= 1: got ${concurrency}`,
    );
  }
  const results: PromiseSettledResult<ExecutedNotebook>[] = [];
  const waiting = notebooks.entries();
  const work = async () => {
    for (const [i, notebook] of waiting) {
      [results[i]] = await Promise.allSettled([
        runNotebook(notebook, { ...runOptions, parameters: parameters(notebook) }),
      ]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}

async function runIn(
  kernel: Kernel,
  notebook: Notebook,
  options: RunOptions,
  started: number,
): Promise<ExecutedNotebook> {
  const cells = await runCells(kernel, notebook, options);
  const used = takeParameters(cells);
  const [unasked] = Object.keys(options.parameters ?? {});
  if (!used && unasked !== undefined) {
    const message = `Kan inte köra "${notebook.name}" med ${unasked}: anteckningsboken har inga parametrar`;
    throw new NotebookError(message, null);
  }
  const seconds = (performance.now() - started) / 1000;
  return { name: notebook.name, path: notebook.path, cells, seconds, parameters: used ?? {} };
}

async function runCells(kernel: Kernel, notebook: Notebook, options: RunOptions): Promise<ExecutedCell[]> {
  const { limitSeconds, onProgress = () => {} } = options;
  const code = notebook.cells.filter(({ kind }) => kind === "code");
  const total = code.length;
  const outputs = new Map<Cell, Output[]>();
  for (const [done, cell] of code.entries()) {
    onProgress({ notebook: notebook.name, done, total });
    const execution = await kernel.execute(cell.source, { limitSeconds })
      .catch((error) => Promise.reject(failure(notebook, cell, error)));
    if (execution.error) throw failure(notebook, cell, execution.error);
    outputs.set(cell, execution.outputs);
    failLate(notebook, outputs);
  }
  await kernel.settle().catch((error) => Promise.reject(failure(notebook, null, error)));
  failLate(notebook, outputs);
  onProgress({ notebook: notebook.name, done: total, total });
  return notebook.cells.map((cell) => ({ ...cell, outputs: outputs.get(cell) ?? [] }));
}

/** Throws for an error that came from a timer or a promise after its cell's end. */
function failLate(notebook: Notebook, outputs: ReadonlyMap<Cell, Output[]>): void {
  for (const [cell, shown] of outputs) {
    const error = shown.find((output) => output.type === "error");
    if (error) throw failure(notebook, cell, error);
  }
}

function failure(notebook: Notebook, cell: Cell | null, cause: ErrorOutput | Error): NotebookError {
  const known = cause instanceof KernelError || !(cause instanceof Error);
  if (!known) return new NotebookError(`Kan inte köra "${notebook.name}": ${cause.message}`, null, { cause });
  if (!cell) {
    const why = cause instanceof Error ? cause.message : cause.evalue;
    return new NotebookError(`Kan inte köra "${notebook.name}": ${why}`, null, { cause });
  }
  const { line, why } = cause instanceof Error ? { line: null, why: cause.message } : explain(cell, cause);
  const place: NotebookPlace = {
    notebook: notebook.name,
    codeCell: notebook.cells.filter(({ kind, index }) => kind === "code" && index <= cell.index).length,
    cell: cell.index + 1,
    line,
    text: line === null ? "" : cell.source.split("\n")[line - 1].trim(),
  };
  const where = `kodcell ${place.codeCell} (cell ${place.cell})` + (line === null ? "" : `, rad ${line}`);
  const message = `Kan inte köra "${notebook.name}": ${where}: ${why}`;
  return new NotebookError(place.text ? `${message}\n    ${place.text}` : message, place, { cause });
}

/** A syntax error reaches us without an account of itself, so the compiler is asked. */
function explain(cell: Cell, error: ErrorOutput): { line: number | null; why: string } {
  const issue = syntaxIssue(cell.source);
  if (issue) return { line: issue.line, why: `SyntaxError: ${issue.message}` };
  return { line: failingLine(cell.source, error.traceback), why: `${error.ename}: ${error.evalue}` };
}

/** Takes what `parameters()` declared out of the outputs; `null` if it was never called. */
function takeParameters(cells: ExecutedCell[]): Record<string, unknown> | null {
  const declared = cells.flatMap((cell) => {
    const isDeclaration = (output: Output) => "data" in output && PARAMETERS_MIME in output.data;
    const found = cell.outputs.filter(isDeclaration);
    cell.outputs = cell.outputs.filter((output) => !isDeclaration(output));
    return found.map((output) => "data" in output ? output.data[PARAMETERS_MIME] : {});
  });
  if (!declared.length) return null;
  return Object.assign({}, ...declared.map((values) => z.record(z.string(), z.unknown()).parse(values)));
}
