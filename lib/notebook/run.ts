/** Notebooks run from top to bottom in a clean kernel. */
import { dirname } from "node:path";
import * as z from "zod";
import { readDocumentation } from "./_documentation.ts";
import { importedNames, unknownName } from "./_misspelt.ts";
import { READ } from "./_owner.ts";
import { asFunction, NEXT_CELL } from "./_together.ts";
import { failingLine, syntaxIssue } from "./_source_lines.ts";
import type { Cell, Notebook } from "./ipynb.ts";
import { type Kernel, KernelError, type KernelOptions, startKernel } from "./kernel.ts";
import type { DisplayOutput, ErrorOutput, Output } from "./outputs.ts";
import { PARAMETERS_MIME, PARAMETERS_VARIABLE, ToldParameters } from "./parameters.ts";

/** Options for {@linkcode runNotebook}. The kernel's working directory is the notebook's folder unless another is given. */
export interface RunOptions extends Pick<KernelOptions, "cwd" | "env" | "rights" | "given"> {
  /** Values for the notebook's parameters, as text. Names that it does not have are passed over. */
  parameters?: Readonly<Record<string, string>>;
  /** How long one cell may run. @default {300} */
  limitSeconds?: number;
  /** Called before each code cell, and once more when all are done. */
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
  /** The values that the notebook's `parameters()` gave it, defaults included: all that it has. */
  parameters: Record<string, unknown>;
  /** The kinds of which its code has read invented data, by its own account (the global symbol "vantelage.invented"). @default none */
  invented?: readonly string[];
  /**
   * What its code has read: files and folders by their paths, also those that were not there, and what it says itself
   * under the global symbol "vantelage.read".
   */
  read?: readonly string[];
  /** When it ran, as ISO 8601, where that was an earlier run of which all that it rests on still is as it was. */
  started?: string;
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
  /** Distinguished from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "NotebookError";
  /** Where, or `null` when it was no cell's fault. */
  readonly place: NotebookPlace | null;
  /** The names of its parameters; `null` when it failed before it called `parameters()`. */
  parameters: readonly string[] | null = null;

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
 * @throws {NotebookError} If a cell fails, the kernel dies or gives no answer, or refuses a parameter's value.
 *
 * @example One cell and what it shows
 * ```ts
 * import assert from "node:assert/strict";
 * import { runNotebook } from "vantelage/notebook";
 *
 * const cells = [{ kind: "code" as const, source: "console.log('hej')", index: 0 }];
 * const path = `${await Deno.makeTempDir()}/hej.ipynb`;
 * const executed = await runNotebook({ path, name: "hej", language: "typescript", cells });
 * assert.deepEqual(executed.cells[0].outputs, [{ type: "stream", name: "stdout", text: "hej\n" }]);
 * ```
 */
export async function runNotebook(notebook: Notebook, options: RunOptions = {}): Promise<ExecutedNotebook> {
  const started = performance.now(), kernel = await kernelFor(notebook, options);
  try {
    return await runIn(kernel, notebook, options, started);
  } finally {
    await kernel.shutdown();
  }
}

/**
 * Runs a notebook once for each set of parameters, one after another in one kernel, whose start is paid once.
 *
 * Its cells declare the same names again each time; what one run left open stays open until the last has ended.
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
 * import { type Notebook, runNotebookForEach } from "vantelage/notebook";
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
  const kernel = await kernelFor(notebook, options);
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
 * Runs notebooks side by side. Those whose code is plain (it imports "vantelage" and leaves no trace but names of its own)
 * share the kernels, one after another: they find loaded and read what an earlier one has used, and nothing else of it.
 * Any other has a kernel of its own, and so has one that fails, which is run again there and fails for itself.
 *
 * @param notebooks The notebooks; not changed.
 * @param options As for {@linkcode runNotebook}, and how many kernels may run at a time.
 * @returns What became of each, in the order given: one that fails does not stop the others.
 *
 * @example Two notebooks, one of which fails
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, runNotebooks } from "vantelage/notebook";
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
  options: RunOptions & {
    /** How many kernels at a time. @default {the number of cores} */
    concurrency?: number;
  } = {},
): Promise<PromiseSettledResult<ExecutedNotebook>[]> {
  const { concurrency = navigator.hardwareConcurrency, ...runOptions } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(
      `Cannot run notebooks as concurrency must be a whole number >= 1: got ${concurrency}`,
    );
  }
  const results: PromiseSettledResult<ExecutedNotebook>[] = [];
  // From both ends: those that stand together ask for the same, and the same kernel has it.
  const waiting = [...notebooks.entries()];
  const work = async (_: unknown, worker: number) => {
    await using shared = new SharedKernel(runOptions);
    while (waiting.length > 0) {
      const [i, notebook] = (worker % 2 === 0 ? waiting.shift() : waiting.pop())!;
      const run = notebooks.length > concurrency ? shared.run(notebook) : runNotebook(notebook, runOptions);
      [results[i]] = await Promise.allSettled([run]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}

/** A kernel that runs plain notebooks one after another. */
class SharedKernel implements AsyncDisposable {
  readonly #options: RunOptions;
  #open: { readonly kernel: Kernel; readonly folder: string } | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Runs a notebook here where that is possible, else in a kernel of its own. */
  async run(notebook: Notebook): Promise<ExecutedNotebook> {
    const code = asFunction(notebook.cells.filter(({ kind }) => kind === "code").map(({ source }) => source));
    if (code === null) return await runNotebook(notebook, this.#options);
    try {
      const started = performance.now(), kernel = await this.#kernelIn(notebook);
      const { error } = await kernel.execute(code);
      if (error === null) return await runIn(kernel, notebook, this.#options, started, NEXT_CELL);
    } catch (error) {
      if (!(error instanceof NotebookError || error instanceof KernelError)) throw error;
    }
    await this[Symbol.asyncDispose]();
    return await runNotebook(notebook, this.#options);
  }

  /** The kernel, in the notebook's folder. */
  async #kernelIn(notebook: Notebook): Promise<Kernel> {
    const folder = this.#options.cwd ?? dirname(notebook.path);
    if (this.#open?.folder !== folder) {
      await this[Symbol.asyncDispose]();
      this.#open = { folder, kernel: await kernelFor(notebook, this.#options) };
    }
    return this.#open.kernel;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const kernel = this.#open?.kernel;
    this.#open = null;
    await kernel?.shutdown();
  }
}

/** A kernel for a notebook, which is given the values of its parameters. */
async function kernelFor(
  notebook: Notebook,
  { parameters = {}, onProgress: _, limitSeconds: __, ...options }: RunOptions,
): Promise<Kernel> {
  const env = { ...options.env, [PARAMETERS_VARIABLE]: JSON.stringify(parameters) };
  return await startKernel({ cwd: dirname(notebook.path), ...options, env })
    .catch((error) => Promise.reject(failure(notebook, null, error)));
}

async function runIn(
  kernel: Kernel,
  notebook: Notebook,
  options: RunOptions,
  started: number,
  code?: string,
): Promise<ExecutedNotebook> {
  const outputs = new Map<Cell, Output[]>();
  let invented: readonly string[], read: readonly string[];
  try {
    await runCells(kernel, notebook, options, outputs, { code });
    [invented, read] = await toldIn(kernel);
  } catch (error) {
    if (error instanceof NotebookError) error.parameters = toldParameters(outputs)?.names ?? null;
    throw error;
  }
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    outputs: (outputs.get(cell) ?? []).filter((output) => !isTold(output)),
  }));
  const seconds = (performance.now() - started) / 1000;
  const parameters = toldParameters(outputs)?.values ?? {};
  return { name: notebook.name, path: notebook.path, cells, seconds, parameters, invented, read };
}

const Names = z.array(z.string());

/** The kinds of which the kernel's code has said that it read invented data, and what it has read. */
async function toldIn(kernel: Kernel): Promise<[invented: string[], read: string[]]> {
  const named = (name: string) => `[...globalThis[Symbol.for(${JSON.stringify(name)})] ?? []].sort()`;
  const expression = `[${named("vantelage.invented")}, ${named(READ)}]`;
  return await valueIn(kernel, expression, z.tuple([Names, Names]));
}

/** What an expression gives in the kernel, as JSON has it. */
async function valueIn<T>(kernel: Kernel, expression: string, schema: z.ZodType<T>): Promise<T> {
  const { outputs } = await kernel.execute(`console.log(JSON.stringify(${expression}))`);
  await kernel.settle(5, 0); // an output may come after its cell's end
  const told = outputs.find((output) => output.type === "stream");
  if (told?.type !== "stream") throw new KernelError(`Kärnan svarade inte på ${expression}`);
  return schema.parse(JSON.parse(told.text));
}

/** Runs the code cells, or the code given for each, until what they have shown is enough, and files it. */
async function runCells(
  kernel: Kernel,
  notebook: Notebook,
  options: RunOptions,
  outputs: Map<Cell, Output[]>,
  { isEnough, code: instead }: { readonly isEnough?: () => boolean; readonly code?: string } = {},
): Promise<void> {
  const { limitSeconds, onProgress = () => {} } = options;
  const code = notebook.cells.filter(({ kind }) => kind === "code");
  const total = code.length;
  for (const [done, cell] of code.entries()) {
    onProgress({ notebook: notebook.name, done, total });
    const execution = await kernel.execute(instead ?? cell.source, { limitSeconds })
      .catch((error) => Promise.reject(failure(notebook, cell, error)));
    outputs.set(cell, execution.outputs);
    // What a cell shows may come after its end, so wait before asking for it.
    if (execution.error || isEnough) await kernel.settle();
    if (execution.error) {
      const before = code.slice(0, done + 1).map(({ source }) => source);
      throw failure(notebook, cell, await withUnknownNames(before, execution.error));
    }
    failLate(notebook, outputs);
    if (isEnough?.()) return;
  }
  await kernel.settle().catch((error) => Promise.reject(failure(notebook, null, error)));
  failLate(notebook, outputs);
  onProgress({ notebook: notebook.name, done: total, total });
}

/** An error that follows from a name that "vantelage" or a sub-export does not have says so, and names the nearest. */
async function withUnknownNames(
  sources: readonly string[],
  error: ErrorOutput,
): Promise<ErrorOutput> {
  const imported = sources.flatMap(importedNames);
  const words = error.evalue.split(/[^\p{L}\p{N}_$]+/u);
  const named = imported.filter(({ name }) => words.includes(name));
  if (named.length === 0) return error;
  const known = await readDocumentation();
  const unknown = named.flatMap((asked) => unknownName(asked, known) ?? []);
  return unknown.length === 0 ? error : { ...error, evalue: `${error.evalue}. ${unknown.join(". ")}` };
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
  const why = withoutRight(error.evalue) ?? `${error.ename}: ${error.evalue}`;
  return { line: failingLine(cell.source, error.traceback), why };
}

/** What a kernel may not do that has given the right up, in Swedish. */
const MAY_NOT: Readonly<Record<string, string>> = {
  read: "läsa filer",
  write: "skriva filer",
  run: "starta program",
  net: "nå nätet",
  ffi: "ladda främmande kod",
  import: "hämta moduler",
  sys: "fråga om datorn",
};

/** Says that code wanted to do what its kernel may not; `null` for other errors. Deno's own advice, a flag, does not help here. */
function withoutRight(evalue: string): string | null {
  const [, right, , what] = /^Requires (\w+) access( to "(.*?)")?/.exec(evalue) ?? [];
  if (MAY_NOT[right] === undefined) return null;
  const instead = "en rapports kod får bara läsa, en publik rapports inte ens det";
  return `koden får inte ${MAY_NOT[right]}${
    what === undefined ? "" : ` (${what})`
  }: ${instead}. Gör det i Jupyter eller före rapporten`;
}

/** Whether an output is what `parameters()` reports to the runner. */
function isTold(output: Output): output is DisplayOutput {
  return "data" in output && PARAMETERS_MIME in output.data;
}

/** What `parameters()` has reported so far; `null` if it was never called. */
function toldParameters(outputs: ReadonlyMap<Cell, Output[]>): ToldParameters | null {
  const told = [...outputs.values()].flat().filter(isTold)
    .map(({ data }) => ToldParameters.parse(data[PARAMETERS_MIME]));
  if (told.length === 0) return null;
  return {
    names: [...new Set(told.flatMap(({ names }) => names))],
    values: Object.assign({}, ...told.map(({ values }) => values)),
  };
}

/**
 * The names of the parameters that a notebook has. Its cells are run from the top until it has called `parameters()`.
 *
 * @param notebook The notebook; not changed.
 * @param options As for {@linkcode runNotebook}.
 * @returns The names, in order; none when it runs to its end without a call.
 * @throws {NotebookError} If a cell fails before the call, or the kernel dies.
 *
 * @example A notebook without parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { declaredParameters, type Notebook } from "vantelage/notebook";
 * const cells = [{ kind: "code" as const, source: "// parameters({ manad: 1 })", index: 0 }];
 * const path = `${await Deno.makeTempDir()}/utan.ipynb`;
 * const notebook: Notebook = { path, name: "utan", language: "typescript", cells };
 * assert.deepEqual(await declaredParameters(notebook), []);
 * ```
 */
export async function declaredParameters(
  notebook: Notebook,
  options: Omit<RunOptions, "parameters" | "onProgress"> = {},
): Promise<string[]> {
  const kernel = await kernelFor(notebook, options);
  try {
    const outputs = new Map<Cell, Output[]>();
    await runCells(kernel, notebook, options, outputs, { isEnough: () => toldParameters(outputs) !== null });
    return toldParameters(outputs)?.names ?? [];
  } finally {
    await kernel.shutdown();
  }
}
