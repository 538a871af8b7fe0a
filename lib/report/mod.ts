/**
 * Executed notebooks in, one HTML page each out, and a front page that leads to them. A page is one file: it opens from
 * disk, asks the network for nothing, reads without JavaScript, prints, and is the same byte for byte when nothing
 * changed. Knows figures and notebooks, not surgery.
 *
 * @module
 */
export { bundleClient, type BundleOptions, type ClientScripts } from "./bundle.ts";
export { type IndexEntry, renderIndex } from "./index_page.ts";
export {
  MANIFEST_FILE,
  manifestAfter,
  ReportManifest,
  type ReportRecord,
  type RunRecord,
} from "./manifest.ts";
export {
  type Audience,
  dataMark,
  type FailedPage,
  type FigureRecord,
  type NeighbourPage,
  type PageComment,
  type PageReader,
  type Provenance,
  type ReportOptions,
  type SourceDelivery,
} from "./options.ts";
export {
  neighbourPage,
  type RenderedReport,
  renderReport,
  type Report,
  type ReportDocument,
} from "./report.ts";
export { ReportError } from "./report_error.ts";
export { explore, type Explorer } from "./explore.ts";
export { writeMonths } from "./months_page.ts";
export { writeReports } from "./write_reports.ts";
