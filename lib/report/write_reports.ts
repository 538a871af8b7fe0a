/** Reports put where they can be opened. */
import { renderIndex } from "./index_page.ts";
import type { ReportOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { ReportError } from "./report_error.ts";

/**
 * Writes the reports and their index into a folder. Each file is there whole or not at all; other files are left alone.
 *
 * @param folder Where; it is made when it is not there.
 * @param reports The reports in the order that the index lists them.
 * @param options As for the reports themselves.
 * @returns The files written: the reports in order, and the index last.
 * @throws {ReportError} If two reports, or a report and the index, want the same file; nothing is then written.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeReports } from "vantelage";
 *
 * const folder = await Deno.makeTempDir();
 * const report = { fileName: "01.html", html: "<!doctype html>", title: "Vem?", question: "Vem?", mainFinding: "Alla." };
 * const files = await writeReports(folder, [report], {
 *   audience: "internal",
 *   manad: "2024-04",
 *   provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false },
 * });
 * assert.deepEqual(files, [`${folder}/01.html`, `${folder}/index.html`]);
 * ```
 */
export async function writeReports(
  folder: string,
  reports: readonly Report[],
  options: ReportOptions,
): Promise<string[]> {
  const pages = [
    ...reports.map(({ fileName, html }) => ({ fileName, html })),
    { fileName: "index.html", html: renderIndex(reports, options) },
  ];
  const twice = pages.find(({ fileName }, i) => pages.some((page, j) => j > i && page.fileName === fileName));
  if (twice) throw new ReportError(`Kan inte skriva rapporterna: två sidor vill heta ${twice.fileName}`);
  await Deno.mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { fileName, html } of pages) {
    const path = `${folder}/${fileName}`;
    await Deno.writeTextFile(`${path}.part`, html);
    await Deno.rename(`${path}.part`, path);
    paths.push(path);
  }
  return paths;
}
