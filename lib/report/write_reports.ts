/** Reports put where they can be opened. */
import type { Month } from "../calendar/mod.ts";
import { holdFolder, writeWhole } from "./shared_folder.ts";
import { renderIndex } from "./index_page.ts";
import {
  MANIFEST_FILE,
  manifestAfter,
  ReportManifest,
  type ReportRecord,
  type RunRecord,
} from "./manifest.ts";
import { dataMark, type ReportOptions, type SourceDelivery } from "./options.ts";
import type { Report } from "./report.ts";
import { ReportError } from "./report_error.ts";

/**
 * Writes the reports into a folder, with a manifest of what they were made of and a front page that leads to them. Reports
 * of earlier runs that still lie there stay in both, marked if their month is another or its deliveries have changed; those
 * of another store stay in the manifest alone. A page's other formats that a run does not write again are removed. Other files are left alone. Each file is there whole or not at all, no
 * link is followed, and runs that write in the folder at once wait for each other.
 *
 * @param folder Where; it is made when it is not there.
 * @param reports The reports in the order that the index lists them.
 * @param options As for the reports themselves.
 * @returns The files written: the reports in order, each followed by its other formats, the manifest, and the index last.
 * @throws {ReportError} If two reports, or a report and the index, want the same file, or the folder's manifest cannot be
 *   read; nothing is then written.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeReports } from "vantelage/report";
 *
 * const folder = await Deno.makeTempDir();
 * const report = { fileName: "01.html", html: "<!doctype html>", title: "Vem?", question: "Vem?", mainFinding: "Alla.",
 *   reader: null, front: "", notebook: "01.ipynb", parameters: {}, cellsRun: 1, seconds: 1, figures: [], hiddenCells: 0,
 *   manad: "2024-04", provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false } };
 * const { manad, provenance } = report;
 * const files = await writeReports(folder, [report], { audience: "internal", manad, provenance });
 * assert.deepEqual(files, [`${folder}/01.html`, `${folder}/manifest.json`, `${folder}/index.html`]);
 * ```
 */
export async function writeReports(
  folder: string,
  reports: readonly Report[],
  options: ReportOptions,
): Promise<string[]> {
  const names = [
    ...reports.flatMap((
      { fileName, documents = [] },
    ) => [fileName, ...documents.map(({ fileName }) => fileName)]),
    "index.html",
  ];
  const twice = names.find((name, i) => names.includes(name, i + 1));
  if (twice) throw new ReportError(`Kan inte skriva rapporterna: två sidor vill heta ${twice}`);
  await manifestOf(folder);
  await Deno.mkdir(folder, { recursive: true });
  using _held = await holdFolder(folder);
  const before = await manifestOf(folder);
  const there = new Set([...Deno.readDirSync(folder)].map(({ name }) => name));
  const manifest = manifestAfter(before, reports, options, (name) => there.has(name));
  const listed = manifest.runs.filter(({ store }) => store === (options.store ?? null))
    .flatMap((run) => run.reports.map((report) => ({ ...report, ...cardOf(run, report, options) })))
    .sort((a, b) => a.fileName < b.fileName ? -1 : 1);
  const files = [
    ...reports.flatMap(({ fileName, html, documents = [] }) => [
      { fileName, content: html },
      ...documents.map(({ fileName, bytes }) => ({ fileName, content: bytes })),
    ]),
    { fileName: MANIFEST_FILE, content: `${JSON.stringify(manifest, null, 1)}\n` },
    { fileName: "index.html", content: renderIndex(listed, options) },
  ];
  // What a run does not make again would say other than its page.
  const stale = before.runs.flatMap(({ reports }) => reports)
    .filter(({ fileName }) => files.some((file) => file.fileName === fileName))
    .flatMap(({ documents = [] }) => documents).filter((name) =>
      !files.some(({ fileName }) => fileName === name)
    );
  for (const name of stale) if (there.has(name)) await Deno.remove(`${folder}/${name}`);
  const paths: string[] = [];
  for (const { fileName, content } of files) {
    const path = `${folder}/${fileName}`;
    await writeWhole(path, content);
    paths.push(path);
  }
  return paths;
}

/** What the card of a report says beside the report's own words. */
function cardOf(
  { manad, synthetic, inputs }: RunRecord,
  { mark }: ReportRecord,
  { audience, deliveriesOf }: ReportOptions,
): { manad: Month; mark: string | null; isOld: boolean } {
  const hashes = (deliveries: readonly SourceDelivery[]) =>
    deliveries.map(({ sha256 }) => sha256).sort().join();
  return {
    manad,
    // A run from before pages had marks of their own.
    mark: mark ?? (synthetic ? dataMark({ deliveries: [], version: {}, synthetic }) : null),
    isOld: audience === "internal" && deliveriesOf !== undefined &&
      hashes(inputs) !== hashes(deliveriesOf(manad)),
  };
}

/**
 * What the reports of a folder were made of.
 *
 * @param folder The folder.
 * @returns Its manifest; no runs where it has none.
 * @throws {ReportError} If it is something else.
 */
export async function manifestOf(folder: string): Promise<ReportManifest> {
  const path = `${folder}/${MANIFEST_FILE}`;
  try {
    return ReportManifest.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return { runs: [] };
    throw new ReportError(
      `Kan inte skriva rapporter i ${folder}: ${path} ska vara förteckningen över mappens rapporter, men är något annat. Inget har skrivits. Ange en annan mapp med --ut`,
      { cause },
    );
  }
}
