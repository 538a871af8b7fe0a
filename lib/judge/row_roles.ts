import { headerNames, noteRecords, profiles, type Reading, usedColumns } from "../contract/mod.ts";
import { isEmptyCell } from "../contract/note_records.ts";
import { type BrokenRecord, type CodedTableColumn, type Extract, textAt } from "../extract/mod.ts";
import { type TypedField, UNREADABLE } from "./read_fields.ts";

/** The rows of a file that are no data of its table. */
export interface RowRoles {
  /** The good records that are the table's own header once more, as at the top of a printed page. */
  readonly headersAgain: readonly number[];
  /** The good records that hold a note or a title: one text and nothing else. */
  readonly notes: readonly number[];
  /** The good records that count some of those whom another counts: "varav dagkirurgi". */
  readonly subsets: readonly number[];
  /** The good records whose names say that they count nobody: means, shares, targets, changes. */
  readonly measures: readonly number[];
  /** The broken records that hold a title or a footnote, by their line. */
  readonly brokenNotes: ReadonlySet<number>;
  /** Where another table begins: its line, and the number of good records above it; `null` where none does. */
  readonly other: { readonly line: number; readonly record: number } | null;
}

/** A row that counts some of those in another. */
const SUBSET = /^[\s(–•*-]*(?:varav|därav|of which)(?!\p{L})/iu;
/** What is called so where a name should be is no hospital and no region. */
const MEASURE =
  /^[\s(–•*-]*(?:andel|procent|medel|medelvärde|medeltal|genomsnitt|snitt|median|mål|målvärde|måltal|målnivå|budget|prognos|riktvärde|förändring|differens|diff|föregående|fg|jämfört)(?!\p{L})/iu;
/** The fields whose columns hold names. */
const NAMES: readonly string[] = ["region", "sjukhus", "vardutbud", "agarform", "hemregion"];

type About = Pick<Extract, "columns" | "good" | "broken" | "header" | "delimiter" | "place">;

/**
 * Finds the rows that are no data of the table: its header once more, the header of another table, titles and notes.
 *
 * A row is a header when at least half of its cells, and two or more, are names of columns; or when the fields that
 * count hold different words, three or more, and no number. The same header once more is passed over, unless a title
 * is above it, or rows below it are about the same as rows above: then another table begins, as any other header says.
 *
 * @param extract The file.
 * @param reading How it is read.
 * @param fields The fields as read.
 * @returns The rows.
 */
export function findRowRoles(
  extract: About,
  { layout, profile, sources }: Pick<Reading, "layout" | "profile" | "sources">,
  fields: readonly TypedField[],
): RowRoles {
  const { columns, header, broken } = extract;
  const isName = headerNames(header, [profile, ...profiles]);
  const notes = layout.totals === null ? [] : noteRecords(extract), isNote = new Set(notes);
  const naming = layout.totals === null
    ? []
    : NAMES.flatMap((name) => columnsOf(sources[name])).map((at) => columns[at]);
  const read = new Set(usedColumns(sources));
  const unread = layout.totals === null ? [] : columns.filter((_, at) => !read.has(at));
  const named = new Set(namedRecords(columns, isName, fields));
  // Where most rows are so, they hold numbers in a form that is not read, and no headers.
  const wordy = wordyRecords(extract, fields), areHeaders = 2 * wordy.length <= extract.good;
  const suspects = [...named, ...areHeaders ? wordy.filter((record) => !named.has(record)) : []]
    .filter((record) => !isNote.has(record)).sort((a, b) => a - b);
  const headersAgain: number[] = [];
  let other: RowRoles["other"] = null;
  for (const record of suspects) {
    const cells = columns.map((column) => textAt(column, record));
    const again = cells.every((cell, at) => cell.trim() === header[at].trim());
    const { line } = extract.place(record);
    const isRepeat = again && layout.totals !== null && repeatsAbove(fields, extract.good, record);
    if (again && !isRepeat && !hasTitleAbove(extract, record, line, isNote)) {
      headersAgain.push(record);
    } else if (named.has(record) || isWordy(record, fields)) {
      other = { line, record };
      break;
    }
  }
  for (const { line, raw, rule } of broken) {
    if (other !== null && line > other.line) break;
    if (rule !== "fields" || !isHeader(cellsOf(raw, extract.delimiter), isName)) continue;
    other = { line, record: recordsAbove(extract, line) };
    break;
  }
  return {
    headersAgain,
    notes,
    subsets: [
      ...recordsWith(naming, SUBSET),
      ...besideAnother(recordsWith(unread, SUBSET), fields, extract.good),
    ],
    measures: recordsWith(naming, MEASURE),
    brokenNotes: findBrokenNotes(extract, layout.totals !== null),
    other,
  };
}

function columnsOf(source: Reading["sources"][string] | undefined): readonly number[] {
  return source !== undefined && "columns" in source ? source.columns : [];
}

/** The records with a cell of such a form in one of some columns. */
function recordsWith(columns: readonly CodedTableColumn[], form: RegExp): number[] {
  const found = new Set<number>();
  for (const column of columns) {
    if (column.kind === "plain") continue;
    const hits = Uint8Array.from(column.cells, (cell) => form.test(cell) ? 1 : 0);
    if (hits.includes(1)) column.codes.forEach((code, record) => hits[code] === 1 && found.add(record));
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * The records of which at least half of the cells, and two or more, are names of columns. A cell that its field reads is
 * a value, whatever it is called: "Totalt" is a region's total, and "0-30" a band.
 */
function namedRecords(
  columns: readonly CodedTableColumn[],
  isName: (cell: string) => boolean,
  fields: readonly TypedField[],
): number[] {
  const records = columns.length === 0 ? 0 : recordsIn(columns[0]), hits = new Uint16Array(records);
  for (const column of columns) {
    // Cells that are nearly all different are identities, and no names.
    if (column.kind === "plain") continue;
    const { codes } = column, readers = fields.filter((field) => field.column === column && isClosed(field));
    const isValue = (code: number) =>
      readers.some(({ flags }) => flags === null || flags[code] !== UNREADABLE);
    const named = Uint8Array.from(column.cells, (cell, code) => isName(cell) && !isValue(code) ? 1 : 0);
    if (!named.includes(1)) continue;
    for (let record = 0; record < records; record++) hits[record] += named[codes[record]];
  }
  const found: number[] = [];
  for (let record = 0; record < records; record++) {
    if (hits[record] < 2) continue;
    const filled = columns.reduce((sum, column) => sum + (isEmptyCell(column, record) ? 0 : 1), 0);
    if (2 * hits[record] >= filled) found.push(record);
  }
  return found;
}

/** Whether a field takes some texts and no others. */
function isClosed({ spec: { kind, pattern } }: TypedField): boolean {
  return kind !== "name" && (kind !== "text" || pattern !== undefined);
}

function recordsIn(column: CodedTableColumn): number {
  return column.kind === "coded" ? column.codes.length : column.from.length;
}

function isHeader(cells: readonly string[], isName: (cell: string) => boolean): boolean {
  const filled = cells.filter((cell) => cell.trim() !== ""), names = filled.filter(isName).length;
  return names >= 2 && 2 * names >= filled.length;
}

/** The fields that hold numbers and days, whose words in a row make it a header. */
function measuring(fields: readonly TypedField[]): readonly TypedField[] {
  return fields.filter(({ spec: { kind }, given, codes }) =>
    given && codes !== "constant" && (kind === "whole" || kind === "decimal" || kind === "day")
  );
}

const LEAST_WORDS = 3;

/** The records that hold words in every field of numbers and days. */
function wordyRecords({ good }: About, fields: readonly TypedField[]): number[] {
  const own = measuring(fields);
  if (own.length < LEAST_WORDS || own.some(({ flags }) => flags === null)) return [];
  const found: number[] = [];
  for (let record = 0; record < good; record++) {
    if (own.every(({ codes, flags }) => flags![cellAt(codes, record)] === UNREADABLE)) found.push(record);
  }
  return found;
}

/** Whether the words in a row's fields of numbers and days are all different: a sign for "hidden" is the same in each. */
function isWordy(record: number, fields: readonly TypedField[]): boolean {
  const own = measuring(fields);
  if (own.length < LEAST_WORDS) return false;
  const words = own.map(({ column, codes, flags }) =>
    flags?.[cellAt(codes, record)] === UNREADABLE && column !== null ? textAt(column, record).trim() : ""
  );
  return words.every((word) => /\p{L}/u.test(word)) && new Set(words).size === words.length;
}

function cellAt(codes: TypedField["codes"], record: number): number {
  return codes === "constant" ? 0 : codes === "record" ? record : codes[record];
}

/** The lines of one text without a delimiter that stand above a header or below the last record. */
function findBrokenNotes(
  { broken, delimiter, good, place, header }: About,
  isAggregate: boolean,
): Set<number> {
  /** A record of as many fields as the header, parted by another sign. */
  const isRecord = (raw: string) =>
    [",", ";", "\t", "|"].some((sign) => raw.split(sign).length === header.length);
  const last = good === 0 ? 0 : place(good - 1).line;
  return new Set(
    broken.filter(({ rule, raw, line }) =>
      isAggregate && rule === "fields" && line > last && !raw.includes(delimiter) && /\p{L}/u.test(raw) &&
      !isRecord(raw)
    ).map(({ line }) => line),
  );
}

/** Whether the row or line just above is a title: one text and nothing else. */
function hasTitleAbove(extract: About, record: number, line: number, isNote: ReadonlySet<number>): boolean {
  if (isNote.has(record - 1)) return true;
  const before = record === 0 ? 0 : extract.place(record - 1).line;
  return extract.broken.some((one: BrokenRecord) =>
    one.line > before && one.line < line && !one.raw.includes(extract.delimiter)
  );
}

/** Those of some records that are about the same as one of the others: a remark that begins "varav" parts no row. */
function besideAnother(records: readonly number[], fields: readonly TypedField[], good: number): number[] {
  if (records.length === 0) return [];
  const key = aboutOf(fields), own = new Set(records);
  const others = new Set(Array.from({ length: good }, (_, at) => own.has(at) ? "" : key(at)));
  return records.filter((record) => others.has(key(record)));
}

/** What a record is about, by the fields that are no numbers and no days. */
export function aboutOf(fields: readonly TypedField[]): (record: number) => string {
  const own = fields.filter(({ spec: { kind }, given, codes }) =>
    given && codes !== "constant" && kind !== "whole" && kind !== "decimal" && kind !== "day"
  );
  return (at) => own.map(({ codes, values }) => values[cellAt(codes, at)]).join(" ");
}

/** Whether a row below a record is about the same as one above it. */
function repeatsAbove(fields: readonly TypedField[], good: number, record: number): boolean {
  const key = aboutOf(fields);
  const above = new Set(Array.from({ length: record }, (_, at) => key(at)));
  for (let at = record + 1; at < good; at++) if (above.has(key(at))) return true;
  return false;
}

/** The good records above a line. */
function recordsAbove({ good, place }: About, line: number): number {
  let low = 0, high = good;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(middle).line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cells of one line. */
function cellsOf(raw: string, delimiter: Extract["delimiter"]): string[] {
  const cells = raw.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  return cells.length < 2 ? [] : cells;
}
