/**
 * Vänteläge: a workbench for waiting-list analysis. Everything that a notebook or a script needs is here, from days
 * and months to checked deliveries, the wait cube, indicators and figures.
 *
 * @module
 */
import { drawingDocument, show } from "./figures/mod.ts";
import { prepareNotebook } from "./notebook/mod.ts";

prepareNotebook({ show, document: drawingDocument });

export * from "./calendar/mod.ts";
export * from "./numeric/mod.ts";
export * from "./optimise/mod.ts";
export * from "./reference/mod.ts";
export * from "./extract/mod.ts";
export * from "./parquet/mod.ts";
export * from "./database/mod.ts";
export * from "./contract/mod.ts";
export * from "./form/mod.ts";
export * from "./cube/mod.ts";
export { type SlotName, type SlotShape } from "./plausibility/mod.ts";
export * from "./judge/mod.ts";
export * from "./store/mod.ts";
export * from "./indicators/mod.ts";
export * from "./analysis/season/mod.ts";
export * from "./analysis/queueing/mod.ts";
export * from "./analysis/survival/mod.ts";
export * from "./analysis/variation/mod.ts";
export * from "./analysis/projection/mod.ts";
export * from "./analysis/deferred/mod.ts";
export * from "./cooperation/mod.ts";
export * from "./plan/mod.ts";
export * from "./disclosure/mod.ts";
export * from "./selection/mod.ts";
export * from "./figures/mod.ts";
export * from "./sample/mod.ts";
export {
  type Cell as NotebookCell,
  checkNotebooks,
  type CheckOptions,
  declaredParameters,
  type DisplayOutput,
  type ErrorOutput,
  type ExecutedCell,
  type ExecutedNotebook,
  type Help,
  help,
  type KernelOptions,
  type KernelRights,
  type Notebook,
  NotebookError,
  type NotebookFinding,
  type NotebookPlace,
  type NotebookRule,
  type Output,
  ParameterError,
  parameters,
  type ParameterSchemas,
  type ParameterValues,
  readNotebook,
  reload,
  type Reloaded,
  runNotebook,
  runNotebookForEach,
  runNotebooks,
  type RunOptions,
  type RunProgress,
  type StreamOutput,
  writeNotebook,
} from "./notebook/mod.ts";
export * from "./document/mod.ts";
export {
  type Audience,
  bundleClient,
  type BundleOptions,
  type ClientScripts,
  dataMark,
  type FailedPage,
  type IndexEntry,
  MANIFEST_FILE,
  manifestAfter,
  type NeighbourPage,
  neighbourPage,
  type PageComment,
  type PageReader,
  type Provenance,
  type RenderedReport,
  renderIndex,
  renderReport,
  type Report,
  type ReportDocument,
  ReportError,
  ReportManifest,
  type ReportOptions,
  type ReportRecord,
  type RunRecord,
  type SourceDelivery,
  writeMonths,
  writeReports,
} from "./report/mod.ts";
