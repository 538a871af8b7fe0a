import { commonWidth, findHeaderRow, LOOKED_AT_ROWS } from "./_header_row.ts";
import { type AboutFile, RecordTable } from "./_record_table.ts";
import { columnLetters, type HiddenColumns, readRows, type SheetRow } from "./_sheet.ts";
import { hiddenNote, hiddenSheetsNote } from "./_hidden.ts";
import { openWorkbook, type Sheet, type Workbook } from "./_workbook.ts";
import { shown } from "./_shown.ts";
import { openZip } from "./_zip.ts";
import { checkHeader } from "./dialect.ts";
import type { Extract, ExtractOptions } from "./extract.ts";
import { ExtractError } from "./extract_error.ts";

/** Whether the bytes begin as a zip archive does, which a workbook is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The table of a workbook (xlsx) as an extract.
 *
 * @throws {ExtractError} If the archive is damaged, locked or no workbook, if no sheet or more than one may be meant, or if
 * the table's header is none, or a formula in it was never computed.
 */
export function extractWorkbook(
  bytes: Uint8Array,
  file: string,
  about: Omit<AboutFile, "format" | "sheet" | "serials">,
  options: ExtractOptions,
): Extract {
  const workbook = openWorkbook(openZip(bytes, file), file);
  const { chosen, assumed } = chooseSheet(workbook, options);
  const { sheet } = chosen;
  const { columns, hiddenNames } = withoutHiddenColumns(chosen.columns, options, file);
  checkHeader(columns.names, file, columns.line);
  const firstColumn = columns.kept[0] + 1;
  const table = new RecordTable({
    file,
    header: columns.names,
    beside: [sheet.name, ...columns.above],
    headerLine: columns.line,
    firstColumn,
    cell: (line, column) => {
      const letters = columnLetters((columns.kept[column - firstColumn] ?? column - 1) + 1);
      return `${quoteName(sheet.name)}!${letters}${line}`;
    },
  });
  let before = columns.line, hiddenRows = 0;
  const { merged } = readRows(workbook, sheet, (row) => {
    const { line } = row;
    if (line <= columns.line) return true;
    while (++before < line) table.skip(before);
    if (row.hidden) hiddenRows++;
    if (!(row.hidden && options.withoutHidden)) addRow(table, columns, row, file);
    return true;
  }, workbook.composer);
  const hidden = { rows: hiddenRows, columns: hiddenNames, read: !(options.withoutHidden ?? false) };
  return {
    ...table.extract({
      ...about,
      format: "xlsx",
      sheet: sheet.name,
      serials: workbook.from1904 ? "1904" : "1900",
      assumed: [
        ...about.assumed,
        ...assumed,
        ...hiddenSheetsNote(workbook, sheet),
        ...(columns.assumed ? [`Rubrikrad: rad ${columns.line} (antagen: raderna ovanför är titel)`] : []),
        ...hiddenNote(hidden, options.withoutHidden ?? false),
        ...workbook.composer.notes(),
      ],
    }),
    hidden,
    // Below the header a merged cell's text is its first row's alone.
    merged: merged.filter(({ last }) => last > columns.line).flatMap(({ column, start, first }) => {
      const at = columns.kept.indexOf(column);
      // A text across the table from its first column is a title or a note.
      return at < 0 || (column > start && start <= columns.first)
        ? []
        : [{ column: at, line: Math.max(first, columns.line + 1) }];
    }),
  };
}

/** The columns of a sheet's table. */
interface Columns {
  /** The row of their names, 1-based. */
  line: number;
  /** Whether the row was chosen below others. */
  assumed: boolean;
  /** The first column of the table and the column after its last, 0-based. */
  first: number;
  end: number;
  /** The columns that are read, 0-based. */
  kept: number[];
  /** Their names, trimmed; "" without. */
  names: string[];
  /** Which of the sheet's columns are hidden. */
  hidden: HiddenColumns[];
  /** The texts of the cells above them. */
  above: string[];
  /** Whether a record follows. */
  filled: boolean;
}

interface Table {
  sheet: Sheet;
  columns: Columns;
}

/** Finds the sheet that holds the table: the one named; or of the visible ones with a table, that with most columns. */
function chooseSheet(workbook: Workbook, options: ExtractOptions): { chosen: Table; assumed: string[] } {
  const { file, sheets } = workbook;
  const names = sheets.map(({ name }) => `"${shown(name)}"`).join(", ") || "inga";
  if (options.sheet !== undefined) {
    const wanted = options.sheet.normalize("NFC");
    const sheet = sheets.find(({ name }) => name.normalize("NFC") === wanted);
    if (sheet === undefined) {
      throw new ExtractError(
        file,
        `arbetsboken har inget blad med det namn som angavs. Dess blad: ${names}.`,
      );
    }
    return {
      chosen: { sheet, columns: findColumns(workbook, sheet, options.headerLine) ?? noTable() },
      assumed: [],
    };
  }
  const tables = sheets.filter(({ hidden }) => !hidden).flatMap((sheet) => {
    const columns = findColumns(workbook, sheet, options.headerLine);
    return columns === undefined ? [] : [{ sheet, columns }];
  }).sort((a, b) =>
    Number(b.columns.filled) - Number(a.columns.filled) || b.columns.names.length - a.columns.names.length
  );
  const [chosen = noTable(), ...others] = tables;
  const rivals = others.filter(({ columns }) => columns.filled);
  // The sheets of two months or regions have the same columns, or one has a remark as well.
  const known = new Set(chosen.columns.names.filter((name) => name !== ""));
  const same = ({ columns }: Table): boolean =>
    4 * new Set(columns.names.filter((name) => known.has(name))).size >= 3 * known.size;
  if (rivals.some(same)) {
    const both = [chosen, ...rivals.filter(same)].map(({ sheet }) => `"${shown(sheet.name)}"`).join(" och ");
    throw new ExtractError(
      file,
      `bladen ${both} har samma kolumner, eller nästan. Ange vilket blad som ska läsas: --blad ${
        JSON.stringify(shown(chosen.sheet.name))
      }.`,
    );
  }
  const why = rivals.length > 0
    ? `antaget: har flest kolumner; läses inte: ${
      rivals.map(({ sheet }) => `"${shown(sheet.name)}"`).join(", ")
    }`
    : sheets.length > 1
    ? "antaget: det enda synliga med en tabell"
    : "bokens enda";
  return { chosen, assumed: [`Blad: "${shown(chosen.sheet.name)}" (${why})`] };

  function noTable(): never {
    throw new ExtractError(
      file,
      `en tabell ska ha en rubrikrad med minst två kolumner, men ingen hittades. Arbetsbokens blad: ${names}.`,
    );
  }
}

/** The columns of a sheet's table, `undefined` when its first rows hold no header. */
function findColumns(workbook: Workbook, sheet: Sheet, headerLine: number | undefined): Columns | undefined {
  const rows: SheetRow[] = [];
  const above: string[] = [];
  const { hidden } = readRows(workbook, sheet, (row) => {
    if (headerLine === undefined || row.line >= headerLine) rows.push(row);
    else above.push(...row.cells);
    return rows.length < LOOKED_AT_ROWS;
  });
  const header = headerLine === undefined
    ? findHeaderRow(rows.map(({ cells }) => cells))
    : rows.findIndex(({ line }) => line === headerLine);
  if (rows[header] === undefined) return undefined;
  const table = rows.slice(header).map(({ cells }) => cells);
  // A column without a name belongs to the table when most of the first rows fill it.
  let first = Math.max(0, table[0].findIndex((cell) => cell !== ""));
  while (first > 0 && table.filter((cells) => (cells[first - 1] ?? "") !== "").length * 2 > table.length) {
    first--;
  }
  const end = Math.max(table[0].length, table.length > 1 ? commonWidth(table.slice(1)) : 0);
  // A name may stand in the row above, where the header has a cell of its own for each part of a group beside it.
  const upper = rows[header - 1]?.line === rows[header].line - 1 ? rows[header - 1].cells : [];
  const names = Array.from(
    { length: end - first },
    (_, column) => (table[0][first + column] || upper[first + column] || "").trim(),
  );
  if (names.filter((name) => name !== "").length < 2) return undefined;
  const { line } = rows[header];
  above.push(...rows.slice(0, header).flatMap(({ cells }) => cells));
  return {
    line,
    assumed: headerLine === undefined && header > 0,
    first,
    end,
    kept: names.map((_, column) => first + column),
    names,
    hidden,
    above,
    filled: table.length > 1,
  };
}

/** The columns that are read, and the names of the table's hidden ones. */
function withoutHiddenColumns(
  columns: Columns,
  { withoutHidden = false }: ExtractOptions,
  file: string,
): { columns: Columns; hiddenNames: string[] } {
  const isHidden = (column: number): boolean =>
    columns.hidden.some(([first, last]) => column + 1 >= first && column + 1 <= last);
  const ofTable = <T>(items: readonly T[], hidden: boolean): T[] =>
    items.filter((_, index) => isHidden(columns.kept[index]) === hidden);
  const hiddenNames = ofTable(columns.names, true);
  if (!withoutHidden || hiddenNames.length === 0) return { columns, hiddenNames };
  const kept = ofTable(columns.kept, false), names = ofTable(columns.names, false);
  if (names.filter((name) => name !== "").length < 2) {
    throw new ExtractError(
      file,
      `en tabell ska ha minst två kolumner, men ${hiddenNames.length} av ${columns.names.length} är dolda. ` +
        `Läs in filen utan --utan-dolda.`,
    );
  }
  return { columns: { ...columns, kept, names }, hiddenNames };
}

function addRow(
  table: RecordTable,
  { first, end, kept }: Columns,
  { line, cells, uncomputed }: SheetRow,
  file: string,
): void {
  if (uncomputed >= first && uncomputed < end && kept.includes(uncomputed)) {
    throw new ExtractError(
      file,
      `formeln i kolumn ${columnLetters(uncomputed + 1)} på rad ${line} har inget beräknat värde. ` +
        `Öppna arbetsboken i Excel, spara den och läs in den igen.`,
      line,
    );
  }
  const record = kept.map((column) => cells[column] ?? "");
  const isOutside = (cell: string, column: number): boolean =>
    cell !== "" && (column < first || column >= end);
  const outside = cells.findIndex(isOutside);
  if (outside < 0) return table.add(line, record);
  const others = cells.filter(isOutside);
  table.reject(
    line,
    [...record, ...others],
    "fields",
    "Raden har innehåll utanför tabellens kolumner",
    outside + 1,
  );
}

/** A sheet's name as Excel writes it before "!". */
export function quoteName(name: string): string {
  const plain = /^\p{L}[\p{L}\d_]*$/u.test(name) && !/^([a-z]{1,3}\d+|r\d*c\d*)$/i.test(name);
  return plain ? name : `'${shown(name).replaceAll("'", "''")}'`;
}
