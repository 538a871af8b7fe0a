import type { Finding } from "../contract/mod.ts";
import type { CoveredSlot } from "../cube/mod.ts";

/** A record that was rejected, unchanged, with its place and every reason. */
export interface RejectedRecord {
  /** The file's name. */
  readonly file: string;
  /** The editor line, 1-based. */
  readonly line: number;
  /** The editor column of the first reason, 1-based. */
  readonly column: number;
  /** The same place in a file that has no lines: "Blad1!C7" in a workbook, "post 7, kolumn 3" in Parquet. */
  readonly cell?: string;
  /** The names of the rules it breaks, at level error. */
  readonly rules: readonly string[];
  /** What is wrong, in Swedish, one sentence for each rule. */
  readonly says: readonly string[];
  /** The record as it stands in the file. */
  readonly raw: string;
}

/** What came of one delivery. Always read = loaded + rejected + skipped. */
export interface LoadReport {
  /** The file's name, without its folder. */
  readonly file: string;
  /** The profile it was read by; `null` when none fitted. */
  readonly profile: string | null;
  /** Records in the file, counted from its bytes. */
  readonly read: number;
  /** Records accepted. */
  readonly loaded: number;
  /** Records rejected. */
  readonly rejected: number;
  /** Records that are nothing to keep: total rows, contacts that are no operation. */
  readonly skipped: number;
  /** What the rules found, most serious first. */
  readonly findings: readonly Finding[];
  /** What was assumed about the file, Swedish sentences. */
  readonly assumed: readonly string[];
  /** What it covers; nothing where it was stopped before its rows were judged. */
  readonly covers: readonly CoveredSlot[];
  /** "kept" now, "unchanged" because it was kept already, "restored" because it was and its files were missing or damaged, or "stopped": nothing of it was kept. */
  readonly outcome: "kept" | "unchanged" | "restored" | "stopped";
}

/** A delivery of which nothing was kept. */
export class DeliveryError extends Error {
  /** The name of the error. */
  override readonly name: string = "DeliveryError";
  /** What came of it. */
  readonly report: LoadReport;

  /** Makes the error from a Swedish sentence and the report. */
  constructor(message: string, report: LoadReport, options?: ErrorOptions) {
    super(message, options);
    this.report = report;
  }
}
