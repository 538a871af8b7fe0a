import {
  type FieldSpec,
  isSameCell,
  profileSpelling,
  type Reading,
  specOf,
  usedColumns,
} from "../contract/mod.ts";
import { type Extract, ExtractError, toCsv } from "../extract/mod.ts";
import { REJECTED_LINE, REJECTED_WHY, unsplit } from "./rejected_file.ts";

/** A delivery with its rejected records corrected. */
export interface MergedDelivery {
  /** The whole delivery as CSV, to be loaded instead of the first. */
  readonly csv: string;
  /** The line of its header, 1-based: the text above the table is kept, as it may say what the numbers are. */
  readonly headerLine: number;
  /** The records that were corrected. */
  readonly records: number;
  /** The cells that were taken from the corrected file. */
  readonly cells: number;
}

/** Options for {@linkcode mergeCorrected}. */
export interface MergeOptions {
  /** The lines of the delivery whose records were rejected. @default every line */
  readonly lines?: ReadonlySet<number>;
}

/**
 * A delivery with its rejected records corrected, joined by line. A cell is taken from the corrected file only where it
 * says something else than the original: what a spreadsheet did to the others (2024-04 became apr-24) changes nothing.
 * All other cells, and records that the corrected file leaves out, are as they were delivered.
 *
 * @param original The delivery.
 * @param reading How it is read.
 * @param corrected The table made by {@linkcode rejectedTable}, corrected, from a CSV file or a workbook.
 * @param options Which lines may be corrected.
 * @returns The whole delivery, and how much was corrected.
 * @throws {ExtractError} If the corrected file has columns that are not used, names a line twice or one that may not be
 *   corrected, or has records that are not whole.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * import { mergeCorrected } from "vantelage/judge";
 * const file = (text: string) => parseExtract(new TextEncoder().encode(text), "april.csv");
 * const original = file("månad;status;region;0-30\n2024-04;v;Dalarna;x\n");
 * const corrected = file("underkänd_rad;underkänd_orsak;månad;0-30\n2;fel;apr-24;4\n");
 * const { csv, cells } = mergeCorrected(original, recognise(original.header, profiles), corrected);
 * assert.deepEqual([csv, cells], ["månad;status;region;0-30\r\n2024-04;v;Dalarna;4\r\n", 1]);
 * ```
 */
export function mergeCorrected(
  original: Extract,
  reading: Reading,
  corrected: Extract,
  { lines: allowed }: MergeOptions = {},
): MergedDelivery {
  const rows = correctedRows(original, reading, corrected);
  const records = recordsOf(original), fields = fieldsOf(reading);
  const done = new Set<number>();
  let changedRecords = 0, changedCells = 0;
  for (const { line, own: row, cells } of rows) {
    const at = recordAt(records, line);
    if (at < 0 || done.has(at) || allowed?.has(line) === false) throw noSuchLine(original, corrected, row);
    done.add(at);
    const changed = correctedCells(records[at], cells, original, fields);
    if (changed.length === 0) continue;
    changedRecords++;
    changedCells += changed.length;
    const own = records[at].fields ?? original.header.map(() => "");
    for (const { column, cell } of changed) own[column] = cell;
    records[at] = { ...records[at], fields: own };
  }
  const { delimiter, header } = original, { text, lines } = above(original);
  const body = records.map(({ fields, raw }) =>
    fields === null ? `${raw}\r\n` : toCsv([fields], { delimiter })
  );
  return {
    csv: [text, toCsv([header], { delimiter }), ...body].join(""),
    headerLine: lines + 1,
    records: changedRecords,
    cells: changedCells,
  };
}

/** A record of the delivery: its fields, or the line as it is where they cannot be distinguished. */
interface DeliveredRecord {
  readonly line: number;
  readonly fields: string[] | null;
  readonly raw: string;
}

function recordsOf(original: Extract): DeliveredRecord[] {
  const good = Array.from({ length: original.good }, (_, record) => ({
    line: original.place(record).line,
    fields: original.fields(record),
    raw: "",
  }));
  const broken = original.broken.map(({ line, raw }) => ({ line, fields: null, raw }));
  return [...good, ...broken].sort((a, b) => a.line - b.line);
}

/** The last record that begins at a line or above it, as a place may be in a record's later lines; -1 without one. */
function recordAt(records: readonly DeliveredRecord[], line: number): number {
  let low = 0, high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle].line <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A row of the corrected file: the line it is for, its own line, and its cells by column of the original. */
interface CorrectedRow {
  readonly line: number;
  readonly own: number;
  readonly cells: readonly { readonly column: number; readonly cell: string }[];
}

function correctedRows(original: Extract, reading: Reading, corrected: Extract): CorrectedRow[] {
  const used = usedColumns(reading.sources).map((column) => original.header[column]);
  const lineAt = corrected.header.indexOf(REJECTED_LINE);
  const unknown = corrected.header.filter((name) =>
    name !== "" && name !== REJECTED_LINE && name !== REJECTED_WHY && !used.includes(name)
  );
  if (lineAt < 0 || unknown.length > 0) {
    throw new ExtractError(
      corrected.name,
      `filens kolumner ska vara ${[REJECTED_LINE, REJECTED_WHY, ...used].join(", ")}${
        unknown.length > 0 ? `, men den har ${unknown.join(", ")}` : ""
      }.`,
    );
  }
  if (corrected.broken.length > 0) {
    throw new ExtractError(corrected.name, `rad ${corrected.broken[0].line}: ${corrected.broken[0].why}.`);
  }
  return Array.from({ length: corrected.good }, (_, record) => record).flatMap((record) => {
    const fields = corrected.fields(record), own = corrected.place(record).line;
    if (fields.every((cell) => cell.trim() === "")) return [];
    const line = /^(\d{1,9})(?:[.,]0*)?$/.exec(fields[lineAt].trim())?.[1];
    if (line === undefined) throw noSuchLine(original, corrected, own);
    const cells = corrected.header.flatMap((name, at) =>
      used.includes(name) ? [{ column: original.header.indexOf(name), cell: fields[at] }] : []
    );
    return [{ line: Number(line), own, cells }];
  });
}

function noSuchLine(original: Extract, corrected: Extract, line: number): ExtractError {
  return new ExtractError(
    corrected.name,
    `"${REJECTED_LINE}" ska ange en underkänd rad i ${original.name}, och varje rad en gång, men det gör inte rad ${line}.`,
  );
}

/** The field of each column that is used; of columns whose texts are joined, each is a text. */
function fieldsOf({ sources, layout, profile }: Reading): {
  readonly specs: ReadonlyMap<number, FieldSpec>;
  readonly spelling: ReturnType<typeof profileSpelling>;
} {
  const text: FieldSpec = { kind: "text", required: false, level: "warn", expects: "text" };
  const specs = Object.entries(sources).flatMap(([field, source]) =>
    "columns" in source
      ? source.columns.map((column) =>
        [column, source.columns.length === 1 ? specOf(layout.shape[field]) : text] as const
      )
      : []
  );
  return { specs: new Map(specs), spelling: profileSpelling(profile) };
}

/** The cells that say something else than the record. */
function correctedCells(
  { fields, raw }: DeliveredRecord,
  cells: CorrectedRow["cells"],
  { header }: Extract,
  { specs, spelling }: ReturnType<typeof fieldsOf>,
): CorrectedRow["cells"] {
  if (fields === null) {
    const isUntouched = [undefined, raw].some((line) =>
      unsplit(line, cells.length).every((cell, at) => cell.trim() === unguarded(cells[at].cell).trim())
    );
    return isUntouched ? [] : cells.map(({ column, cell }) => ({ column, cell: unguarded(cell) }));
  }
  return cells.flatMap(({ column, cell }) => {
    const spec = specs.get(column), before = fields[column];
    if (spec === undefined) {
      throw new Error(`Cannot correct "${header[column]}" as a field must be read from it: got none`);
    }
    if (isSameCell(before, cell, spec, spelling)) return [];
    const after = unguarded(cell);
    return isSameCell(before, after, spec, spelling) ? [] : [{ column, cell: after }];
  });
}

/** A cell without the apostrophe by which a CSV file keeps it from being a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** The text above the table, whose words may say the unit of its bands; of a workbook as one line. */
function above({ format, beside, sheet, delimiter }: Extract): { text: string; lines: number } {
  if (format === "text") {
    const text = beside.join("");
    return { text, lines: text.split(/\r\n|\n|\r/).length - 1 };
  }
  const words = beside.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  if (words.every((text) => text === sheet)) return { text: "", lines: 0 };
  return { text: toCsv([[words.join(" ")]], { delimiter }), lines: 1 };
}
