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
import type { KeptRuns } from "./_kept_runs.ts";
import { slugOf } from "./_notebooks.ts";

/** What became of one run of a notebook. */
export interface Attempt {
  /** The name of its page, without `.html`. */
  readonly name: string;
  /** The run, or why there is none. */
  readonly result: PromiseSettledResult<ExecutedNotebook>;
}

/** A run of a notebook, and what it was given. */
export interface Run {
  readonly notebook: Notebook;
  readonly parameters: Readonly<Record<string, string>>;
  readonly result: PromiseSettledResult<ExecutedNotebook>;
}

/** What every run is given. Each notebook takes those of the parameters that it has. */
export interface Given
  extends Pick<RunOptions, "env" | "rights" | "given">, Required<Pick<RunOptions, "parameters">> {
  /** Earlier runs, of which those are taken that nothing has changed for; `null` where every notebook is run. */
  readonly kept: KeptRuns | null;
}

/**
 * Runs each notebook once.
 *
 * @param notebooks The notebooks.
 * @param given What each is given.
 * @returns What became of each, in their order.
 */
export async function runOnce(
  notebooks: readonly Notebook[],
  { kept, ...given }: Given,
): Promise<Attempt[]> {
  const started = new Date().toISOString(), { parameters } = given;
  const known = new Map(notebooks.map((notebook) => [notebook, kept?.find(notebook, parameters) ?? null]));
  const asked = notebooks.filter((notebook) => known.get(notebook) === null);
  tellKept(notebooks.length - asked.length);
  const results = await runNotebooks(asked, { ...given, onProgress: counter(asked.length) });
  const runs = asked.map((notebook, index) => ({ notebook, parameters, result: results[index] }));
  await kept?.keep(runs, started);
  return notebooks.map((notebook) => {
    const value = known.get(notebook);
    return {
      name: notebook.name,
      result: value ? { status: "fulfilled", value } : results[asked.indexOf(notebook)],
    };
  });
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
  { parameters, kept, ...given }: Given,
): Promise<Attempt[]> {
  const started = new Date().toISOString();
  const failed: Attempt[] = [],
    chosen: { notebook: Notebook; runs: ForEach[] }[] = [],
    others = new Set<string>();
  for (const notebook of notebooks) {
    const runs = values.map((value): ForEach => {
      const set = { ...parameters, [name]: value };
      return { value, parameters: set, kept: kept?.find(notebook, set) ?? null };
    });
    const [asked] = runs.some(({ kept }) => kept !== null && name in kept.parameters)
      ? [{ status: "fulfilled" as const, value: [name] }]
      : await Promise.allSettled([declaredParameters(notebook, given)]);
    if (asked.status === "rejected") failed.push({ name: notebook.name, result: asked });
    else if (asked.value.includes(name)) chosen.push({ notebook, runs });
    else for (const other of asked.value) others.add(other);
  }
  if (chosen.length === 0 && failed.length === 0) throw unknownParameter(name, [...others]);
  const all = chosen.flatMap(({ runs }) => runs), asked = all.filter(({ kept }) => kept === null);
  tellKept(all.length - asked.length);
  const onProgress = counter(asked.length), attempts: Attempt[] = [], made: Run[] = [];
  for (const { notebook, runs } of chosen) {
    const sets = runs.filter(({ kept }) => kept === null).map(({ parameters }) => parameters);
    const [ran] = await Promise.allSettled([runNotebookForEach(notebook, sets, { ...given, onProgress })]);
    const results = sets.map((parameters, index): Run => ({
      ...{ notebook, parameters },
      result: ran.status === "rejected" ? ran : ran.value[index],
    }));
    made.push(...results);
    const left = results.values();
    attempts.push(...runs.map(({ value, kept }): Attempt => {
      const result = kept === null
        ? left.next().value!.result
        : { status: "fulfilled" as const, value: kept };
      return { name: `${notebook.name}_${slugOf(value)}`, result: named(result, name, value) };
    }));
  }
  await kept?.keep(made, started);
  return [...failed, ...attempts];
}

/** A run for one value, and what is kept of it. */
interface ForEach {
  readonly value: string;
  readonly parameters: Run["parameters"];
  readonly kept: ExecutedNotebook | null;
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

/** Says how many pages are made of earlier runs. */
function tellKept(runs: number): void {
  if (runs > 0) console.error(`Oförändrade sedan de kördes: ${runs}. De körs inte om (--kor-alla kör dem)`);
}

/** Says how many runs have ended. */
function counter(runs: number): (progress: RunProgress) => void {
  const tell = progress("Kör anteckningsböcker");
  let ended = 0;
  return ({ notebook, done, total }) => {
    if (done === total) tell(++ended, runs, notebook);
  };
}
