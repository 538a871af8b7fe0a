import { MAX_COLUMNS } from "./_limits.ts";

/**
 * A file that cannot be read as an extract at all: missing, empty, binary, without columns.
 *
 * The message is Swedish and meant for the analyst: what was tried, what must hold, what was found, what
 * to do. It never holds the content of a cell. A single bad record is no such error; it is rejected as
 * a `BrokenRecord`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ExtractError, parseExtract } from "vantelage/extract";
 *
 * assert.throws(() => parseExtract(new Uint8Array(), "tom.csv"), ExtractError);
 * ```
 */
export class ExtractError extends Error {
  /** The name of the file, without its folder. */
  readonly file: string;
  /** The editor line that is at fault (1-based), where one is. */
  readonly line: number | undefined;

  /**
   * An error of one file.
   *
   * @param file The name of the file, without its folder.
   * @param found What must hold, what was found and what to do, in Swedish.
   * @param line The editor line at fault, 1-based.
   * @param options The error behind it.
   */
  constructor(file: string, found: string, line?: number, options?: ErrorOptions) {
    super(`Kan inte läsa "${file}": ${found}`, options);
    this.name = "ExtractError";
    this.file = file;
    this.line = line;
  }
}

/** The error of a line that is longer than any record may be. Private to the folder. */
export function longLine(file: string, line: number): ExtractError {
  return new ExtractError(
    file,
    `en rad får vara högst 1 MiB, men rad ${line} är längre. Kontrollera att filen är en CSV-fil med ` +
      `radbrytningar och exportera den på nytt.`,
    line,
  );
}

/** The error of a table that is wider than any may be. Private to the folder. */
export function tooManyColumns(file: string): ExtractError {
  return new ExtractError(
    file,
    `en tabell får ha högst ${MAX_COLUMNS} kolumner, men denna har fler. Kontrollera att rätt fil lämnats.`,
  );
}

/** The error of a file whose places do not fit in 32 bits. Private to the folder. */
export function tooLarge(file: string): ExtractError {
  return new ExtractError(file, "ett uttag ska vara mindre än 2 GiB. Dela upp det, till exempel per månad.");
}
