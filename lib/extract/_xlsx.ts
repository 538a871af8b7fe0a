import { commonWidth, findHeaderRow, LOOKED_AT_ROWS } from "./_header_row.ts";
import { type AboutFile, RecordTable } from "./_record_table.ts";
import { columnLetters, readRows, type SheetRow } from "./_sheet.ts";
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
  const { sheet, columns } = chosen;
  checkHeader(columns.names, file, columns.line);
  const table = new RecordTable({
    file,
    header: columns.names,
    beside: [...workbook.sheets.map(({ name }) => name), ...columns.above],
    headerLine: columns.line,
    firstColumn: columns.first + 1,
    cell: (line, column) => `${quoteName(sheet.name)}!${columnLetters(column)}${line}`,
  });
  let before = columns.line;
  readRows(workbook, sheet, ({ line, cells, uncomputed }) => {
    if (line <= columns.line) return true;
    while (++before < line) table.skip(before);
    addRow(table, columns, { line, cells, uncomputed }, file);
    return true;
  }, workbook.composer);
  return table.extract({
    ...about,
    format: "xlsx",
    sheet: sheet.name,
    serials: workbook.from1904 ? "1904" : "1900",
    assumed: [
      ...about.assumed,
      ...assumed,
      ...workbook.composer.notes(),
      ...(columns.assumed ? [`Rubrikrad: rad ${columns.line} (antagen: raderna ovanför är titel)`] : []),
    ],
  });
}

/** The columns of a sheet's table. */
interface Columns {
  /** The row of their names, 1-based. */
  line: number;
  /** Whether the row was chosen below others. */
  assumed: boolean;
  /** The first column, 0-based. */
  first: number;
  /** Their names, trimmed; "" without. */
  names: string[];
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
  const same = (one: Table): boolean => one.columns.names.join("\n") === chosen.columns.names.join("\n");
  if (rivals.some(same)) {
    const both = [chosen, ...rivals.filter(same)].map(({ sheet }) => `"${shown(sheet.name)}"`).join(" och ");
    throw new ExtractError(file, `bladen ${both} har samma kolumner. Ange vilket blad som ska läsas.`);
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
  readRows(workbook, sheet, (row) => {
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
  const names = Array.from({ length: end - first }, (_, column) => (table[0][first + column] ?? "").trim());
  if (names.filter((name) => name !== "").length < 2) return undefined;
  const { line } = rows[header];
  above.push(...rows.slice(0, header).flatMap(({ cells }) => cells));
  return {
    line,
    assumed: headerLine === undefined && header > 0,
    first,
    names,
    above,
    filled: table.length > 1,
  };
}

function addRow(
  table: RecordTable,
  { first, names }: Columns,
  { line, cells, uncomputed }: SheetRow,
  file: string,
): void {
  const end = first + names.length;
  if (uncomputed >= first && uncomputed < end) {
    throw new ExtractError(
      file,
      `formeln i kolumn ${columnLetters(uncomputed + 1)} på rad ${line} har inget beräknat värde. ` +
        `Öppna arbetsboken i Excel, spara den och läs in den igen.`,
      line,
    );
  }
  const record = Array.from({ length: names.length }, (_, column) => cells[first + column] ?? "");
  const outside = cells.findIndex((cell, column) => cell !== "" && (column < first || column >= end));
  if (outside < 0) return table.add(line, record);
  const others = cells.filter((cell, column) => cell !== "" && (column < first || column >= end));
  table.setAside(
    line,
    [...record, ...others],
    "fields",
    "Raden har innehåll utanför tabellens kolumner",
    outside + 1,
  );
}

/** A sheet's name as Excel writes it before "!". */
function quoteName(name: string): string {
  const plain = /^\p{L}[\p{L}\d_]*$/u.test(name) && !/^([a-z]{1,3}\d+|r\d*c\d*)$/i.test(name);
  return plain ? name : `'${shown(name).replaceAll("'", "''")}'`;
}
