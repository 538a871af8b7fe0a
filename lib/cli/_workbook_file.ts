import writeExcelFile from "write-excel-file";

/** A sheet of a workbook to be written. */
export interface WrittenSheet {
  /** The name on its tab. */
  readonly name: string;
  /** Its cells, row by row, the header first. */
  readonly rows: readonly (readonly string[])[];
}

/** As wide as a column is shown, in characters; longer texts run over or are cut off in sight. */
const WIDEST = 60;

/**
 * A workbook (xlsx) of texts. No cell can start a formula, and each has the format of text, so that a spreadsheet
 * leaves what is typed there as it is: 2024-04 stays 2024-04. The first row of each sheet is bold and stays in sight.
 *
 * @param sheets The sheets, in the order of their tabs.
 * @returns The file.
 */
export async function workbookFile(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  const blob = await writeExcelFile(sheets.map(({ name, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: (rows[0] ?? []).map((_, column) => ({
      width: Math.min(WIDEST, 2 + Math.max(8, ...rows.map((row) => row[column]?.length ?? 0))),
    })),
    data: rows.map((row, at) =>
      row.map((value) => ({
        value,
        type: String,
        format: "@",
        ...at === 0 ? { fontWeight: "bold" as const } : {},
      }))
    ),
  }))).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
