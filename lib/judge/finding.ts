import type { Month } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import type { CoveredSlot, Status } from "../cube/mod.ts";
import type { FileReading } from "./file_reading.ts";

/** A record that was rejected: its place, every reason, and the cells that are used, as they were delivered. */
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
  /**
   * The cells of the columns that some field is read from, by header; what stands in other columns is not kept. `null`
   * where the record could not be split into fields, so that nobody knows which cells are whose.
   */
  readonly cells: Readonly<Record<string, string>> | null;
}

/** A delivery of the store that another takes the place of, and for what. */
export interface Replacement {
  /** The delivery's number in the store. */
  readonly sequence: number;
  /** Its file. */
  readonly file: string;
  /** The regions, months and statuses that it no longer answers for. */
  readonly slots: readonly { readonly region: string; readonly manad: Month; readonly status: Status }[];
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
  /** Records that are not to be counted: total rows, blank rows, contacts that are no operation. */
  readonly skipped: number;
  /** What the rules found, most serious first. */
  readonly findings: readonly Finding[];
  /** What was assumed about the file, Swedish sentences. */
  readonly assumed: readonly string[];
  /** How it was read; `null` where that is not known, as of a file that was stopped before. */
  readonly reading: FileReading | null;
  /** The deliveries that it takes the place of, oldest first. */
  readonly replaces: readonly Replacement[];
  /** What it covers; nothing where it was stopped before its rows were judged. */
  readonly covers: readonly CoveredSlot[];
  /** "kept" now, "unchanged" because it was kept already, "restored" because it was and its files were missing or damaged, or "stopped": nothing of it was kept. */
  readonly outcome: "kept" | "unchanged" | "restored" | "stopped";
  /** Options by which a file that nobody knew may be read, as words of a command line, for a person to confirm. */
  readonly proposed?: readonly string[];
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
