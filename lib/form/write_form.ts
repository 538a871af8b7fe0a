import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import { columnLetters } from "../extract/mod.ts";
import { rowsOf, valueAt } from "./check_document.ts";
import { either } from "./_say.ts";
import type { DataKind } from "./data_kind.ts";
import {
  type FormField,
  formLayout,
  type FormTable,
  type Leaf,
  MONTH_HEADINGS,
  PART_HEADING,
} from "./layout.ts";
import { headingOf } from "./_headings.ts";

/** A sheet of a form. */
export interface FormSheet {
  /** The name on its tab. */
  readonly name: string;
  /** Its cells, row by row, the header first. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** The cells in which one of a list is chosen: both as Excel writes ranges. */
  readonly choices: readonly { readonly cells: string; readonly list: string }[];
}

/** The sheet of single values. */
export const FIELDS_SHEET = "Uppgifter";
/** The sheet of lists to choose from. */
export const LISTS_SHEET = "Kodlistor";
/** The sheet that explains. */
export const GUIDE_SHEET = "Läs mig";
/** The line of {@linkcode FIELDS_SHEET} that names the kind. */
export const KIND_LINE = "Slag av uppgifter";
/** The line of {@linkcode FIELDS_SHEET} that names the file. */
export const NAME_LINE = "Sparas som";
/** What parts the values of a list in a cell. */
export const LIST_SIGN = ";";

/** The row down to which a list can be chosen from. */
const LAST_CHOICE = 5000;

/** What {@linkcode formSheets} writes. */
export interface FormSheetsOptions {
  /** The name that the file is stored by, without ending. @default left open */
  readonly name?: string;
  /** Whether it is a template: its rows are an example. @default {false} */
  readonly template?: boolean;
}

/**
 * A document as the sheets of a workbook: its single values, its lists, the lists to choose from, and how it is filled in.
 *
 * @param kind The kind.
 * @param document The document.
 * @param options The name it is stored by.
 * @returns The sheets; `readForm` makes the same document of them.
 */
export function formSheets<T>(
  kind: DataKind<T>,
  document: T,
  options: FormSheetsOptions = {},
): FormSheet[] {
  const { name = "", template = false } = options, layout = formLayout(kind);
  const lists = new ChoiceLists();
  const text = (leaf: Leaf, field: string, value: unknown) => cellOf(kind, leaf, field, value);
  const head = [
    ["Uppgift", "Värde", "Så skrivs det"],
    [KIND_LINE, kind.folder, kind.title],
    [NAME_LINE, name, kind.fileName === undefined ? "filens namn bland uppgifterna" : "ges av uppgifterna"],
    ...layout.fields.map((field) => [
      field.heading,
      text(field.leaf, nameOf(field), valueAt(document, field.path)),
      hint(kind, field),
    ]),
  ];
  const fields: FormSheet = {
    name: FIELDS_SHEET,
    rows: head,
    choices: layout.fields.flatMap((field, index) =>
      lists.choice(choicesOf(kind, field), field, `B${index + 4}`)
    ),
  };
  const tables = layout.tables.map((table): FormSheet => {
    const { header, rows } = tableRows(kind, table, rowsOf(document, table.key));
    const column = (index: number) => `${letters(index)}2:${letters(index)}${LAST_CHOICE}`;
    return {
      name: table.sheet,
      rows: [header, ...rows],
      choices: [
        ...table.columns.flatMap((field, index) =>
          lists.choice(choicesOf(kind, field), field, column(index))
        ),
        ...(hasParts(table)
          ? lists.choice(
            table.months.parts.map(headingOf),
            { heading: PART_HEADING },
            column(table.columns.length),
          )
          : []),
      ],
    };
  });
  return [fields, ...tables, ...lists.sheets(), guideSheet(kind, template)];
}

/** Whether a table has several rows of months for each row of the document. */
export function hasParts(
  table: FormTable,
): table is FormTable & { months: Extract<FormTable["months"], { kind: "year" }> } {
  return table.months?.kind === "year" && table.months.parts.length > 1;
}

/** The months that a table of numbers from a first month on has columns for. */
function seriesMonths({ months }: FormTable, rows: readonly unknown[]): Month[] {
  if (months?.kind !== "series") return [];
  const spans = rows.flatMap((row) => {
    const from = valueAt(row, [months.from]), numbers = valueAt(row, [months.numbers]);
    return typeof from === "string" && Array.isArray(numbers)
      ? [[from, addMonths(from, Math.max(0, numbers.length - 1))]]
      : [];
  });
  const first = spans.map(([from]) => from).sort().at(0), last = spans.map(([, to]) => to).sort().at(-1);
  return first === undefined || last === undefined ? [] : monthRange(first, last);
}

function tableRows(
  kind: DataKind,
  table: FormTable,
  documentRows: readonly unknown[],
): { header: string[]; rows: (string | number)[][] } {
  const { columns, months } = table, series = seriesMonths(table, documentRows);
  const plain = (row: unknown) =>
    columns.map((field) => cellOf(kind, field.leaf, nameOf(field), valueAt(row, field.path)));
  const header = [
    ...columns.map(({ heading }) => heading),
    ...(hasParts(table) ? [PART_HEADING] : []),
    ...(months?.kind === "year" ? MONTH_HEADINGS : series),
  ];
  const rows = documentRows.flatMap((row) => {
    if (months === null) return [plain(row)];
    if (months.kind === "series") {
      const from = String(valueAt(row, [months.from])), numbers = rowsOf(row, months.numbers);
      const start = series.indexOf(from);
      return [[...plain(row), ...series.map((_, index) => numberCell(numbers[index - start]))]];
    }
    return months.parts.map((part) => [
      ...plain(row),
      ...(hasParts(table) ? [headingOf(part)] : []),
      ...rowsOf(row, part).map(numberCell),
    ]);
  });
  return { header, rows };
}

const numberCell = (value: unknown): string | number => typeof value === "number" ? value : "";

/** A value as a cell. */
export function cellOf(kind: DataKind, leaf: Leaf, field: string, value: unknown): string | number {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "ja" : "nej";
  if (Array.isArray(value)) {
    return value.map((item) =>
      typeof item === "number"
        ? String(item).replace(".", ",")
        : leaf.of === undefined
        ? String(item)
        : cellOf(kind, leaf.of, field, item)
    ).join(`${LIST_SIGN} `);
  }
  return kind.words?.[field]?.[String(value)] ?? String(value);
}

/** The values to choose from; of a list, those that its cell may hold several of. */
function choicesOf(kind: DataKind, { leaf: own, path }: FormField): readonly string[] {
  const leaf = own.of ?? own;
  if (leaf.kind === "boolean") return ["ja", "nej"];
  const words = kind.words?.[path[path.length - 1]];
  return leaf.values.map((value) => words?.[value] ?? value);
}

/** The lists to choose from: each a column of a sheet. */
class ChoiceLists {
  readonly #lists: { readonly heading: string; readonly values: readonly string[] }[] = [];

  /** Cells where one of some values is chosen; none without values. */
  choice(
    values: readonly string[],
    { heading, leaf }: Pick<FormField, "heading"> & Partial<FormField>,
    cells: string,
  ): FormSheet["choices"] {
    if (values.length === 0) return [];
    const key = values.join("\n");
    let column = this.#lists.findIndex((list) => list.values.join("\n") === key);
    if (column < 0) column = this.#lists.push({ heading, values }) - 1;
    const letter = letters(column);
    // A cell that may hold several of them cannot be chosen from a list.
    if (leaf?.kind === "list") return [];
    return [{ cells, list: `${LISTS_SHEET}!$${letter}$2:$${letter}$${values.length + 1}` }];
  }

  /** The sheet; none without lists. */
  sheets(): FormSheet[] {
    if (this.#lists.length === 0) return [];
    const longest = Math.max(...this.#lists.map(({ values }) => values.length));
    const rows = Array.from(
      { length: longest },
      (_, row) => this.#lists.map(({ values }) => values[row] ?? ""),
    );
    return [{
      name: LISTS_SHEET,
      rows: [this.#lists.map(({ heading }) => heading), ...rows],
      choices: [],
    }];
  }
}

/** How a field is written. */
function hint(kind: DataKind, field: FormField): string {
  const { leaf, holds } = field, item = leaf.of ?? leaf, values = choicesOf(kind, field);
  const form = leaf.kind === "boolean"
    ? "ja eller nej"
    : values.length > 0
    ? values.length <= 8 ? either(values) : `ett namn ur ${LISTS_SHEET}`
    : FORMS[item.kind === "number" && item.whole ? "whole" : item.kind] ?? "";
  const many = leaf.kind === "list" ? `flera skiljs med ${LIST_SIGN}` : "";
  const blank = leaf.blank === "null" || leaf.blank === "absent" ? "får vara tom" : "";
  return [holds, form, many, blank].filter((part) => part !== "").join("; ");
}

const FORMS: Readonly<Record<string, string>> = {
  text: "text på en rad",
  number: "ett tal",
  whole: "ett heltal",
  month: "åååå-mm",
  day: "åååå-mm-dd",
};

/** How a field of a form is filled in. */
export interface FieldGuide {
  /** The sheet. */
  readonly sheet: string;
  /** The column, or the line of the sheet of single values. */
  readonly heading: string;
  /** The field's name in the file. */
  readonly field: string;
  /** What it holds and how it is written, in Swedish. */
  readonly hint: string;
}

/**
 * How each field of a kind is filled in.
 *
 * @param kind The kind.
 * @returns The fields in the order of the form.
 */
export function fieldGuides(kind: DataKind): FieldGuide[] {
  const { fields, tables } = formLayout(kind);
  const guide = (sheet: string, above: readonly string[], field: FormField): FieldGuide => ({
    ...{ sheet, heading: field.heading },
    ...{ field: [...above, ...field.path].join("."), hint: hint(kind, field) },
  });
  return [
    ...fields.map((field) => guide(FIELDS_SHEET, [], field)),
    ...tables.flatMap((table) => [
      ...table.columns.map((field) => guide(table.sheet, [table.key], field)),
      ...monthGuides(kind, table),
    ]),
  ];
}

function monthGuides(kind: DataKind, table: FormTable): FieldGuide[] {
  const { sheet, key, months } = table;
  if (months === null) return [];
  if (months.kind === "year") {
    const field = `${key}.${months.parts.join("/")}`, parts = either(months.parts.map(headingOf));
    return [
      ...hasParts(table)
        ? [{ sheet, heading: PART_HEADING, field, hint: `en rad för var och en: ${parts}` }]
        : [],
      { sheet, heading: "januari–december", field, hint: "ett heltal för varje månad" },
    ];
  }
  const field = `${key}.${months.from}, ${key}.${months.numbers}`;
  const holds = kind.fields[`${key}.${months.numbers}`] ?? headingOf(months.numbers).toLowerCase();
  return [{
    ...{ sheet, heading: "2026-01, 2026-02, …", field },
    hint: `en kolumn för varje månad: ${holds}; tomt före den första och efter den sista månaden som är känd`,
  }];
}

/** A sheet that says how the form is filled in. */
function guideSheet(kind: DataKind, template: boolean): FormSheet {
  const rows: string[][] = [
    [kind.title],
    [kind.about],
    ...(template
      ? [["Det som står i bladen är ett exempel. Byt ut det, och ta bort de rader som inte är era."]]
      : []),
    ["Ändra inte rubrikerna. Ordningen på rader och kolumner får ändras, och tomma rader gör inget."],
    ["En tom cell betyder att uppgiften saknas. Skriv 0 bara när det är noll."],
    ["Skriv månader som 2026-04 och dagar som 2026-04-30. Skriv tal med siffror, utan enhet."],
    ["Personnummer, namn på personer, telefonnummer och e-postadresser får inte finnas någonstans."],
    [`Granska: deno task data kontrollera FIL. Spara: deno task data las FIL.`],
    [],
    ["Blad", "Kolumn", "Så skrivs det"],
    ...fieldGuides(kind).map(({ sheet, heading, hint }) => [sheet, heading, hint]),
  ];
  return { name: GUIDE_SHEET, rows, choices: [] };
}

/** A column's letters, 0-based. */
const letters = (column: number): string => columnLetters(column + 1);

function nameOf({ path }: FormField): string {
  return path[path.length - 1];
}
