import { type Engine, openDatabase } from "../database/mod.ts";
import { DeliveryError, type LoadReport } from "./finding.ts";
import { commitDelivery, draftDelivery, type DraftedDelivery, type LoadOptions } from "./load.ts";
import { StoreError } from "./manifest.ts";

/** Options for {@linkcode loadFiles}. */
export interface LoadFilesOptions extends LoadOptions {
  /** The engine that judges; native has room for larger files. @default {"wasm"} */
  engine?: Engine;
  /** Called after each file, in the order of the paths. */
  onReport?: (report: LoadReport, done: number, total: number) => void;
}

/** What a worker is asked. */
export interface WorkOrder {
  readonly folder: string;
  readonly path: string;
  readonly options: LoadOptions;
}

/** What a worker answers. */
export type WorkAnswer =
  | { readonly draft: DraftedDelivery }
  | { readonly stopped: { readonly message: string; readonly report: LoadReport } }
  | { readonly failed: { readonly message: string; readonly store: boolean } };

/**
 * Loads several deliveries, judged side by side where cores allow and committed one by one in the order given.
 *
 * A delivery that is stopped does not stop the others.
 *
 * @param folder The store's folder.
 * @param paths The files.
 * @param options Profiles, constants, encoding and delimiter, for all of them, and progress.
 * @returns What came of each, in the order of the paths; `outcome` "stopped" where nothing was kept.
 * @throws {StoreError} If the store is damaged or of a newer version; what was committed before stays.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;31-60\n2024-04;väntande;Dalarna;1787;1259\n");
 * const [report] = await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * assert.equal(report.outcome, "kept");
 * ```
 */
export async function loadFiles(
  folder: string,
  paths: readonly string[],
  { engine = "wasm", onReport, ...options }: LoadFilesOptions = {},
): Promise<LoadReport[]> {
  // Native DuckDB uses every processor by itself.
  const workers = paths.length < 4 || engine === "native" ? 1 : Math.min(navigator.hardwareConcurrency, 4);
  const drafts = workers === 1
    ? draftsInTurn(folder, paths, options, engine)
    : draftsSideBySide(folder, paths, options, workers);
  const reports: LoadReport[] = [];
  for await (const answer of drafts) {
    if ("failed" in answer) {
      throw answer.failed.store ? new StoreError(answer.failed.message) : new Error(answer.failed.message);
    }
    const report = "stopped" in answer ? answer.stopped.report : await commitDelivery(folder, answer.draft);
    reports.push(report);
    onReport?.(report, reports.length, paths.length);
  }
  return reports;
}

async function* draftsInTurn(
  folder: string,
  paths: readonly string[],
  options: LoadOptions,
  engine: Engine,
): AsyncGenerator<WorkAnswer> {
  using database = await openDatabase({ engine });
  for (const path of paths) {
    try {
      yield { draft: await draftDelivery(database, folder, path, options) };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      yield { stopped: { message: error.message, report: error.report } };
    }
  }
}

/** Hands each worker the next path as it becomes free; answers are given out in the order of the paths. */
async function* draftsSideBySide(
  folder: string,
  paths: readonly string[],
  options: LoadOptions,
  count: number,
): AsyncGenerator<WorkAnswer> {
  const answers = paths.map(() => Promise.withResolvers<WorkAnswer>());
  let next = 0;
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(new URL("./_load_worker.ts", import.meta.url), { type: "module" });
    let current = -1;
    const work = () => {
      current = next++;
      if (current < paths.length) {
        worker.postMessage({ folder, path: paths[current], options } satisfies WorkOrder);
      }
    };
    worker.onmessage = ({ data }: MessageEvent<WorkAnswer>) => {
      answers[current].resolve(data);
      work();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      answers[current]?.resolve({ failed: { message: event.message, store: false } });
    };
    work();
    return worker;
  });
  try {
    for (const { promise } of answers) yield await promise;
  } finally {
    for (const worker of workers) worker.terminate();
  }
}
