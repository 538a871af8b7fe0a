import { xlsxText } from "../document/xlsx_text.ts";
import writeExcelFile, { type Feature, type SheetOptions } from "write-excel-file";

/** A sheet of a workbook to be written. */
export interface WrittenSheet {
  /** The name on its tab. */
  readonly name: string;
  /** Its cells, row by row, the header first. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** The cells in which one of a list is chosen, both as Excel writes ranges. @default none */
  readonly choices?: readonly { readonly cells: string; readonly list: string }[];
}

/** As wide as a column is shown, in characters; longer texts run over or are cut off in sight. */
const WIDEST = 60;

/**
 * A workbook (xlsx) of texts and numbers. No cell can start a formula, and each text has the format of text, so that a
 * spreadsheet leaves what is typed there as it is: 2024-04 stays 2024-04. The first row of each sheet is bold and stays in
 * sight. A cell with a list to choose from takes another value too, after a question: names have several spellings.
 *
 * @param sheets The sheets, in the order of their tabs.
 * @returns The file.
 */
export async function workbookFile(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  const written = sheets.map(({ name, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: (rows[0] ?? []).map((_, column) => ({
      width: Math.min(WIDEST, 2 + Math.max(8, ...rows.map((row) => String(row[column] ?? "").length))),
    })),
    data: rows.map((row, at) =>
      row.map((value) => ({
        ...typeof value === "number"
          ? { value, type: Number }
          : { value: xlsxText(value), type: String, format: "@" },
        ...at === 0 ? { fontWeight: "bold" as const } : {},
      }))
    ),
  }));
  const blob = await writeExcelFile(written, { features: [choices(sheets)] }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/** The lists to choose from, which the library does not write: they come right after a sheet's rows. */
function choices(sheets: readonly WrittenSheet[]): Feature<Blob> {
  const transform = (xml: string, _: SheetOptions<Blob>, { sheetIndex }: { sheetIndex: number }): string => {
    const { choices = [] } = sheets[sheetIndex];
    if (choices.length === 0) return xml;
    const elements = choices.map(({ cells, list }) =>
      `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" ` +
      `errorTitle="Inte i listan" error="Värdet finns inte i listan." sqref="${cells}">` +
      `<formula1>${list}</formula1></dataValidation>`
    );
    return xml.replace(
      /<\/sheetData>|<sheetData\/>/,
      (end) => `${end}<dataValidations count="${choices.length}">${elements.join("")}</dataValidations>`,
    );
  };
  return { files: { transform: { "xl/worksheets/sheet{id}.xml": { transform } } } };
}
