import { exampleRows, type Layout, type LayoutColumn, layoutColumns } from "../contract/mod.ts";
import { toCsv } from "../extract/mod.ts";
import { workbookFile, type WrittenSheet } from "./_workbook_file.ts";

/** A file of a template. */
export interface TemplateFile {
  /** Its name. */
  readonly name: string;
  /** Its bytes. */
  readonly content: Uint8Array | string;
}

/** What a template is for. */
export interface Template {
  /** The name that its files begin with. */
  readonly name: string;
  /** The layout, with the standard bands. */
  readonly layout: Layout;
}

/** Columns that a template leaves out, as others of it say the same. */
const LEFT_OUT: readonly string[] = ["d91_365"];

/** The sheet with the table: with the most columns, so that it is the one that is read. */
const TABLE_SHEET = "Leverans";

/**
 * A template for those who deliver: a workbook with the table, its code lists and a page of instructions, and the same
 * as a CSV file with two files beside it. Both load as they are.
 *
 * @param template The template.
 * @returns The files.
 */
export async function templateFiles({ name, layout }: Template): Promise<TemplateFile[]> {
  const columns = layoutColumns(layout).filter(({ field }) => !LEFT_OUT.includes(field));
  const rows = exampleRows(layout).map((row) => columns.map(({ field }) => row[field] ?? ""));
  const table = [columns.map(({ header }) => header), ...rows];
  const lists = codeLists(columns), instructions = instructionsOf(layout, columns, rows.length);
  const sheets: WrittenSheet[] = [
    { name: TABLE_SHEET, rows: table },
    { name: "Kodlistor", rows: lists },
    { name: "Läs mig", rows: instructions },
  ];
  return [
    { name: `${name}.xlsx`, content: await workbookFile(sheets) },
    { name: `${name}.csv`, content: withMark(toCsv(table)) },
    { name: `${name}_kodlistor.csv`, content: withMark(toCsv(lists)) },
    { name: `${name}_las_mig.txt`, content: withMark(asText(instructions)) },
  ];
}

/** With a byte order mark, by which Excel and Notepad see that it is UTF-8. */
function withMark(text: string): string {
  return `\ufeff${text}`;
}

/** The values of each column that has a list of them. */
function codeLists(columns: readonly LayoutColumn[]): string[][] {
  return [
    ["kolumn", "värde", "betyder eller hör till"],
    ...columns.flatMap(({ header, values }) => values.map(({ value, means }) => [header, value, means])),
  ];
}

const REQUIRED: Readonly<Record<LayoutColumn["required"], string>> = {
  yes: "krävs",
  kept: "bör finnas",
  no: "får saknas",
};

/** A page that says how the table is filled in, row by row, and what each column is. */
function instructionsOf(layout: Layout, columns: readonly LayoutColumn[], examples: number): string[][] {
  const sentences = [
    "Så fyller du i leveransen",
    `En rad är ${layout.says}.`,
    examples === 1
      ? "1. Raden i tabellen är ett exempel. Ta bort den innan du lämnar filen."
      : `1. De ${examples} raderna i tabellen är exempel. Ta bort dem innan du lämnar filen.`,
    "2. Ändra inte rubrikerna. En kolumn som du saknar uppgift om lämnas tom eller tas bort.",
    "3. En tom cell betyder att uppgiften saknas. Skriv 0 bara när det är noll.",
    "4. Skriv månader som 2024-04 och dagar som 2024-04-30. Skriv tal med siffror, utan enhet.",
    "5. Skriv namn och koder som i kodlistorna. Ett sjukhus som inte står där skrivs med sitt namn.",
    "6. Ta inte med summarader. De räknas inte, och en summa som inte stämmer stoppar filen.",
    "7. Personnummer, namn och annat som pekar ut en person får inte finnas någonstans i filen. Den stoppas då.",
    "8. Väntande är de som står på listan månadens sista dag, genomförda de som opererades under månaden.",
    "9. En ny leverans av samma region, månad och status ersätter den förra. Lämna därför alltid hela månaden.",
  ];
  return [
    ...sentences.map((sentence) => [sentence]),
    [],
    ["Kolumn", "betyder", "skrivs", "behövs"],
    ...columns.map((
      { header, meaning, form, required },
    ) => [header, meaning.sv, form.sv, REQUIRED[required]]),
  ];
}

/** The instructions as a text: a column's description on a line of its own. */
function asText(rows: readonly (readonly string[])[]): string {
  return rows.map(([first = "", ...others]) =>
    others.length === 0 ? `${first}\r\n` : `${first}: ${others[0]} (${others[1]}; ${others[2]})\r\n`
  ).join("");
}
