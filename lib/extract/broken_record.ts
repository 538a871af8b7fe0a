/**
 * Why a record cannot be read: `fields`, another number of fields than the header; `quote`, a quote that
 * is not closed or not doubled; `nul`, a NUL byte; `truncated`, the file ends in the middle of it.
 */
export type BrokenRule = "fields" | "quote" | "nul" | "truncated";

/** A record that is not one (trasig post). It is always one line or row of the file, kept unchanged. */
export interface BrokenRecord {
  /** The record's number among all data records of the file, 1-based. */
  record: number;
  /** Its editor line, 1-based; in a workbook the row, in Parquet the record's number. */
  line: number;
  /** The column of what is wrong, 1-based and counted as in `Place`, where one place is to blame. */
  column?: number;
  /** The place inside a file that has no lines. */
  cell?: string;
  /** The line unchanged, without its line end; the cells as CSV where there are no lines. */
  raw: string;
  /** Which rule it breaks. */
  rule: BrokenRule;
  /** What is wrong, in Swedish, without the content of any cell. */
  why: string;
  /** The number of columns in the header. */
  expectedFields: number;
  /** The number of fields found; with a quote at fault, those before it and its own. */
  foundFields: number;
}

/**
 * The records of a delivery that are rejected at most, each with its text: nobody corrects more by hand, so such a
 * delivery has one cause and is refused whole.
 */
export const MOST_REJECTED = 500_000;
/** The blank lines that are remembered. */
export const MOST_SKIPPED = 10_000;

/** A line that holds no record and is passed over. */
export interface SkippedLine {
  /** Its editor line, 1-based. */
  line: number;
  /** Why: it holds nothing but spaces and tabs. */
  why: "blank";
}
