import { Uint32List } from "./_bytes.ts";
import { MAX_BODY_BYTES } from "./_limits.ts";
import { MAX_RECORD_BYTES } from "./_record_scanner.ts";
import { type CodedColumn, textAt } from "./coded_table.ts";
import { toCsv } from "./csv.ts";
import type { Extract } from "./extract.ts";
import { ExtractError } from "./extract_error.ts";
import type { BrokenRecord, BrokenRule, SkippedLine } from "./broken_record.ts";
import { findMojibake } from "./suspicion.ts";

/** The table of a file that is no text: where it lies, and what its places are called. */
export interface TableLayout {
  /** The file's name. */
  file: string;
  /** The names of its columns. */
  header: string[];
  /** What lies next to it. */
  beside: string[];
  /** The row of the header; 0 without one. */
  headerLine: number;
  /** The number of its first column in the file, 1-based. */
  firstColumn: number;
  /** What a place is called in such a file. */
  cell(line: number, column: number): string;
}

/** What an extract says of its file as a whole. */
export type AboutFile = Pick<Extract, "format" | "sheet" | "serials" | "bytes" | "sha256" | "assumed">;

const DELIMITER = ";", LINE_END = "\r\n";

/** Gathers the records of a table, row by row, into the columns of an extract. */
export class RecordTable {
  readonly #layout: TableLayout;
  readonly #lines = new Uint32List(1024);
  readonly #broken: BrokenRecord[] = [];
  readonly #skipped: SkippedLine[] = [];
  readonly #columns: { readonly numbers: Map<string, number>; readonly codes: Uint32List }[];
  #characters = 0;

  /** An empty table. */
  constructor(layout: TableLayout) {
    this.#layout = layout;
    this.#columns = layout.header.map(() => ({ numbers: new Map([["", 0]]), codes: new Uint32List(1024) }));
  }

  /** The number of records so far, good and broken. */
  get records(): number {
    return this.#lines.length + this.#broken.length;
  }

  /** Passes over a blank row. */
  skip(line: number): void {
    this.#skipped.push({ line, why: "blank" });
  }

  /**
   * Adds the record of a row. One with a NUL byte is rejected.
   *
   * @throws {ExtractError} If the record or the table is larger than it may be.
   */
  add(line: number, cells: readonly string[]): void {
    const { file, firstColumn } = this.#layout, nul = cells.findIndex((cell) => cell.includes("\0"));
    if (nul >= 0) {
      return this.reject(line, cells, "nul", "Raden innehåller ett NUL-tecken", firstColumn + nul);
    }
    const characters = cells.reduce((sum, cell) => sum + cell.length, cells.length);
    if (characters > MAX_RECORD_BYTES) {
      throw new ExtractError(file, `en post får vara högst 1 MiB, men rad ${line} är längre.`, line);
    }
    this.#characters += characters;
    if (this.#characters > MAX_BODY_BYTES) {
      throw new ExtractError(
        file,
        "filens poster är mer än 2 GiB text. Dela upp den, till exempel per månad.",
      );
    }
    this.#lines.push(line);
    this.#columns.forEach(({ numbers, codes }, column) => {
      // Half a character is one that was lost.
      const cell = (cells[column] ?? "").toWellFormed(), known = numbers.get(cell);
      codes.push(known ?? numbers.size);
      if (known === undefined) numbers.set(cell, numbers.size);
    });
  }

  /** Rejects a row that is no record. `column` is the number in the file of the column at fault. */
  reject(line: number, cells: readonly string[], rule: BrokenRule, why: string, column: number): void {
    this.#broken.push({
      record: this.records + 1,
      line,
      column,
      cell: this.#layout.cell(line, column),
      raw: toCsv([cells], { delimiter: DELIMITER }).slice(0, -LINE_END.length),
      rule,
      why,
      expectedFields: this.#layout.header.length,
      foundFields: cells.length,
    });
  }

  /** The extract of what was added. */
  extract(about: AboutFile): Extract {
    const { file, header, beside, headerLine, firstColumn, cell } = this.#layout;
    const lines = this.#lines.values();
    const columns = this.#columns.map(({ numbers, codes }, column): CodedColumn => ({
      kind: "coded",
      name: header[column],
      cells: [...numbers.keys()],
      codes: numbers.size > 0xffff ? codes.values() : Uint16Array.from(codes.values()),
    }));
    const place = (record: number, column = 0) => {
      const line = lines[record], number = firstColumn + column;
      if (line === undefined || columns[column] === undefined) {
        throw new RangeError(
          `Cannot place a cell as it must be in one of ${lines.length} records and ${columns.length} columns: got record ${record}, column ${column}`,
        );
      }
      return { file, line, column: number, cell: cell(line, number) };
    };
    const fields = (record: number): string[] => {
      place(record);
      return columns.map((column) => textAt(column, record));
    };
    return {
      ...about,
      name: file,
      encoding: "utf-8",
      bom: false,
      delimiter: DELIMITER,
      headerLine,
      header,
      beside,
      columns,
      records: this.records,
      good: lines.length,
      broken: this.#broken,
      skipped: this.#skipped,
      suspicions: findMojibake(columns).map(({ column, record, ...found }) => ({
        ...found,
        ...place(record, column),
      })),
      place,
      raw: (record) => toCsv([fields(record)], { delimiter: DELIMITER }).slice(0, -LINE_END.length),
      fields,
    };
  }
}
