/** Notebooks run for their reports, and which of them took the parameters that were given. */
import {
  declaredParameters,
  type ExecutedNotebook,
  type Notebook,
  NotebookError,
  runNotebookForEach,
  runNotebooks,
  type RunOptions,
  type RunProgress,
} from "../notebook/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import { progress, UsageError } from "./_command.ts";
import { slugOf } from "./_notebooks.ts";

/** What became of one run of a notebook. */
export interface Attempt {
  /** The name of its page, without `.html`. */
  readonly name: string;
  /** The run, or why there is none. */
  readonly result: PromiseSettledResult<ExecutedNotebook>;
}

/** What every run is given. Each notebook takes those of the parameters that it has. */
export type Given = Pick<RunOptions, "env" | "rights" | "given"> & Required<Pick<RunOptions, "parameters">>;

/**
 * Runs each notebook once.
 *
 * @param notebooks The notebooks.
 * @param given What each is given.
 * @returns What became of each, in their order.
 */
export async function runOnce(notebooks: readonly Notebook[], given: Given): Promise<Attempt[]> {
  const onProgress = counter(notebooks.length);
  const results = await runNotebooks(notebooks, { ...given, onProgress });
  return results.map((result, index) => ({ name: notebooks[index].name, result }));
}

/**
 * Runs each notebook that has a parameter once for each of its values, and names the page for it.
 *
 * @param notebooks The notebooks; one without the parameter is passed over.
 * @param name The parameter.
 * @param values Its values.
 * @param given What each run is given besides.
 * @returns What became of each run.
 * @throws {UsageError} If no notebook has the parameter.
 */
export async function runForEach(
  notebooks: readonly Notebook[],
  name: string,
  values: readonly string[],
  { parameters, ...given }: Given,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [], chosen: Notebook[] = [], others = new Set<string>();
  for (const notebook of notebooks) {
    const [asked] = await Promise.allSettled([declaredParameters(notebook, given)]);
    if (asked.status === "rejected") attempts.push({ name: notebook.name, result: asked });
    else if (asked.value.includes(name)) chosen.push(notebook);
    else for (const other of asked.value) others.add(other);
  }
  if (chosen.length === 0 && attempts.length === 0) throw unknownParameter(name, [...others]);
  const onProgress = counter(chosen.length * values.length);
  const sets = values.map((value) => ({ ...parameters, [name]: value }));
  for (const notebook of chosen) {
    const [ran] = await Promise.allSettled([runNotebookForEach(notebook, sets, { ...given, onProgress })]);
    attempts.push(...values.map((value, index): Attempt => ({
      name: `${notebook.name}_${slugOf(value)}`,
      result: ran.status === "rejected" ? ran : named(ran.value[index], name, value),
    })));
  }
  return attempts;
}

/**
 * A parameter that none of the notebooks has is a mistake.
 *
 * @param names The names of the parameters given.
 * @param attempts What the notebooks say that they have.
 * @throws {UsageError} If none has one of them; one that failed before it said what it has may have it.
 */
export function checkTaken(names: readonly string[], attempts: readonly Attempt[]): void {
  const had = attempts.map(({ result }) => {
    if (result.status === "fulfilled") return Object.keys(result.value.parameters);
    return result.reason instanceof NotebookError ? result.reason.parameters : null;
  });
  if (had.includes(null)) return;
  const known = [...new Set(had.flatMap((names) => names ?? []))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownParameter(unknown, known);
}

function unknownParameter(name: string, known: readonly string[]): UsageError {
  const [near] = nearestNames(name, known, 1);
  const hint = near !== undefined
    ? `Närmast är ${near}`
    : known.length > 0
    ? `De har ${known.join(", ")}`
    : "De har inga parametrar";
  return new UsageError(`Ingen av anteckningsböckerna har parametern ${name}. ${hint}`);
}

/** A run whose page is named for a value, in its file's name and in its heading, unless that names the parameter. */
function named(
  result: PromiseSettledResult<ExecutedNotebook>,
  parameter: string,
  value: string,
): PromiseSettledResult<ExecutedNotebook> {
  if (result.status === "rejected") return result;
  const { name, cells } = result.value, heading = cells.findIndex(({ kind }) => kind === "text");
  const title = (line: string) => line.includes(`{${parameter}}`) ? line : `${line} ${value}`;
  return {
    status: "fulfilled",
    value: {
      ...result.value,
      name: `${name}_${slugOf(value)}`,
      cells: cells.map((cell, place) =>
        place === heading ? { ...cell, source: cell.source.replace(/^# .*$/m, title) } : cell
      ),
    },
  };
}

/** Tells how many runs have ended. */
function counter(runs: number): (progress: RunProgress) => void {
  const tell = progress("Kör anteckningsböcker");
  let ended = 0;
  return ({ notebook, done, total }) => {
    if (done === total) tell(++ended, runs, notebook);
  };
}
