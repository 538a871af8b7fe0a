import { DeliveryError, type LoadReport } from "../judge/mod.ts";
import { loadFile, type LoadOptions } from "./load.ts";

/** Options for {@linkcode loadFiles}. */
export interface LoadFilesOptions extends LoadOptions {
  /** Called after each file, in the order of the paths. */
  onReport?: (report: LoadReport, done: number, total: number) => void;
}

/**
 * Loads several deliveries one after another, in the order given. A delivery that is stopped does not stop the others.
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
  { onReport, ...options }: LoadFilesOptions = {},
): Promise<LoadReport[]> {
  const reports: LoadReport[] = [];
  for (const path of paths) {
    const report = await loadFile(folder, path, options).catch((error) => {
      if (error instanceof DeliveryError) return error.report;
      throw error;
    });
    reports.push(report);
    onReport?.(report, reports.length, paths.length);
  }
  return reports;
}
