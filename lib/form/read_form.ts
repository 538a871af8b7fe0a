import { addMonths, isMonth, type Month } from "../calendar/mod.ts";
import { cellAddress, type PlainRow, type PlainSheet } from "../extract/mod.ts";
import { nameKey } from "../reference/mod.ts";
import { headingOf } from "./_headings.ts";
import { near, nearest, nearestMonth, withFound } from "./_say.ts";
import {
  checkDocument,
  type CheckDocumentOptions,
  type CheckedDocument,
  compareOrder,
  type DataFault,
  parseLeaf,
  type PlaceOf,
} from "./check_document.ts";
import type { DataKind } from "./data_kind.ts";
import {
  type FormField,
  formLayout,
  type FormTable,
  type Group,
  type Leaf,
  leafAt,
  MONTH_HEADINGS,
  PART_HEADING,
} from "./layout.ts";
import { FIELDS_SHEET, GUIDE_SHEET, hasParts, KIND_LINE, LISTS_SHEET, NAME_LINE } from "./write_form.ts";

/** A form that was read: its document, or what is wrong; and the name that it is stored by, where it says. */
export type ReadForm<T> = CheckedDocument<T> & { readonly name: string | null };

/** How many rows may stand above a table's headings. */
const MOST_ABOVE = 20;

/**
 * Which kind a form says that it is of.
 *
 * @param sheets The workbook's sheets.
 * @returns The folder of a kind, as it is written there; `null` where it says none.
 */
export function formKind(sheets: readonly PlainSheet[]): string | null {
  return lineOf(sheets, KIND_LINE);
}

/** What a line of the sheet of single values says. */
function lineOf(sheets: readonly PlainSheet[], line: string): string | null {
  const row = sheetOf(sheets, FIELDS_SHEET)?.rows.find(({ cells }) =>
    nameKey(cells[0] ?? "") === nameKey(line)
  );
  const text = row?.cells[1]?.trim() ?? "";
  return text === "" ? null : text;
}

/**
 * Reads a form and checks it: everything that is wrong at once, each with its cell.
 *
 * Texts and numbers, dates and months may come from any program: numbers as text, a month that became a day, rows of titles
 * above the headings, blank and hidden rows, columns in another order.
 *
 * @param kind The kind.
 * @param sheets The workbook's sheets.
 * @param options The day of entry.
 * @returns The document, or what is wrong.
 */
export function readForm<T>(
  kind: DataKind<T>,
  sheets: readonly PlainSheet[],
  options: Pick<CheckDocumentOptions, "asAt"> = {},
): ReadForm<T> {
  const reader = new FormReader(kind, sheets), raw = reader.read();
  const checked = checkDocument(kind, raw, {
    placeOf: reader.placeOf,
    isTold: reader.isTold,
    manner: "cell",
    ...options,
  });
  const name = lineOf(sheets, NAME_LINE);
  if (reader.faults.length === 0) return { ...checked, name };
  const faults = [...reader.faults, ...checked.faults].sort((a, b) => compareOrder(a.order, b.order));
  return { document: null, faults, name };
}

function sheetOf(sheets: readonly PlainSheet[], name: string): PlainSheet | undefined {
  return sheets.find((sheet) => nameKey(sheet.name) === nameKey(name));
}

/** Where a cell lies. */
interface Cell {
  readonly sheet: string;
  readonly order: number;
  readonly line: number;
  readonly column: number;
}

/** Reads the sheets of one form. */
class FormReader {
  readonly faults: DataFault[] = [];
  readonly #kind: DataKind;
  readonly #sheets: readonly PlainSheet[];
  readonly #cells = new Map<string, Cell>();
  /** What is reported already: whole fields by their names, and values by their paths. */
  readonly #told = new Set<string>();

  constructor(kind: DataKind, sheets: readonly PlainSheet[]) {
    this.#kind = kind;
    this.#sheets = sheets;
  }

  readonly placeOf: PlaceOf = (path) => {
    for (let length = path.length; length > 0; length--) {
      const cell = this.#cells.get(keyOf(path.slice(0, length)));
      if (cell !== undefined) return placed(cell);
    }
    return { place: "arbetsboken", order: [-1] };
  };

  readonly isTold = (path: readonly PropertyKey[]): boolean =>
    path.some((_, at) =>
      this.#told.has(keyOf(path.slice(0, at + 1))) ||
      this.#told.has(namesOf(path.slice(0, at + 1)))
    );

  read(): Record<string, unknown> {
    const layout = formLayout(this.#kind);
    const raw = this.#readFields(layout.fields, layout.head);
    for (const table of layout.tables) {
      const rows = this.#readTable(table);
      if (rows.length > 0 || !table.optional) raw[table.key] = rows;
    }
    const known = [FIELDS_SHEET, LISTS_SHEET, GUIDE_SHEET, ...layout.tables.map(({ sheet }) => sheet)];
    for (const [order, { name, hidden, rows }] of this.#sheets.entries()) {
      if (hidden || rows.length === 0 || known.some((sheet) => nameKey(sheet) === nameKey(name))) continue;
      const missing = known.filter((sheet) => sheetOf(this.#sheets, sheet) === undefined);
      this.#tell(
        { sheet: name, order, line: 1, column: 0 },
        `bladet hör inte till formuläret${nearest(name, missing)}`,
      );
    }
    return raw;
  }

  #tell(cell: Cell, says: string): void {
    this.faults.push({ ...placed(cell), says });
  }

  /** Says that a sheet is missing; its values are then not reported one by one. */
  #missingSheet(name: string, fields: readonly string[]): void {
    this.faults.push({ place: name, order: [-1], says: "bladet saknas. Gör om formuläret ur mallen" });
    for (const field of fields) this.#told.add(field);
  }

  #readFields(fields: readonly FormField[], head: Group): Record<string, unknown> {
    const sheet = sheetOf(this.#sheets, FIELDS_SHEET);
    if (sheet === undefined) {
      this.#missingSheet(FIELDS_SHEET, fields.map(({ path }) => path[0]));
      return {};
    }
    const order = this.#sheets.indexOf(sheet), texts = new Map<string, string>();
    const cell = (line: number, column: number): Cell => ({ sheet: sheet.name, order, line, column });
    const missing = new Set(fields);
    const strangers: (() => void)[] = [];
    for (const { line, cells } of sheet.rows) {
      const [name = "", value = ""] = cells, key = nameKey(name);
      if (key === "" || [KIND_LINE, NAME_LINE, "Uppgift"].some((known) => nameKey(known) === key)) continue;
      const field = fields.find((field) => isCalled(field, key));
      if (field === undefined) {
        // A title above the lines has nothing next to it.
        if (value.trim() === "") continue;
        strangers.push(() => {
          const known = [...missing].map(({ heading }) => heading), closest = nearest(name, known);
          for (const field of missing) {
            if (closest.endsWith(`: ${field.heading}`)) this.#told.add(field.path.join("."));
          }
          this.#tell(cell(line, 0), withFound("uppgiften finns inte i formuläret", name) + closest);
        });
        continue;
      }
      if (!missing.delete(field)) {
        this.#tell(cell(line, 0), `${field.heading} finns två gånger`);
        continue;
      }
      texts.set(keyOf(field.path), value);
      this.#cells.set(keyOf(field.path), cell(line, 1));
    }
    for (const tell of strangers) tell();
    for (const field of missing) {
      if (this.#told.has(field.path.join("."))) continue;
      this.#told.add(field.path.join("."));
      this.#tell(cell(sheet.rows.at(-1)?.line ?? 1, 0), `raden ${field.heading} saknas`);
    }
    return this.#assemble(head, [], (path) => texts.get(keyOf(path)) ?? "") ?? {};
  }

  #readTable(table: FormTable): unknown[] {
    const sheet = sheetOf(this.#sheets, table.sheet) ?? sheetOf(this.#sheets, table.key);
    if (sheet === undefined) {
      if (!table.optional) this.#missingSheet(table.sheet, [table.key]);
      return [];
    }
    const order = this.#sheets.indexOf(sheet);
    const cell = (line: number, column: number): Cell => ({ sheet: sheet.name, order, line, column });
    const columns = this.#findColumns(table, sheet, cell);
    this.#cells.set(keyOf([table.key]), cell(columns?.line ?? 1, 0));
    if (columns === null) {
      this.#told.add(table.key);
      return [];
    }
    const rows = sheet.rows.filter(({ line, cells }) =>
      line > columns.line && cells.some((text) => text.trim() !== "")
    );
    const read: TableRows = { table, columns, cell };
    for (const row of rows) {
      const outside = row.cells.findIndex((text, column) => text.trim() !== "" && !columns.named.has(column));
      if (outside >= 0) {
        this.#tell(cell(row.line, outside), "cellen ligger utanför tabellens kolumner. Töm den");
      }
    }
    return table.months?.kind === "year" ? this.#readYears(read, rows) : rows.map((row, index) => {
      const path = [table.key, index];
      const given = table.months?.kind === "series" ? this.#readSeries(read, row, path) : {};
      return this.#readRow(read, row, path, given);
    });
  }

  /** A row as an object, with what is known of it already. */
  #readRow(
    { table, columns, cell }: TableRows,
    { line, cells }: PlainRow,
    path: readonly PropertyKey[],
    given: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> {
    this.#cells.set(keyOf(path), cell(line, columns.first));
    for (const [field, column] of columns.of) {
      this.#cells.set(keyOf([...path, ...field.path]), cell(line, column));
    }
    const texts = new Map([...columns.of].map(([field, column]) => [keyOf(field.path), cells[column] ?? ""]));
    const rest = Object.entries(table.row.parts).filter(([name]) => !Object.hasOwn(given, name));
    const row = this.#assemble(
      { parts: Object.fromEntries(rest), blank: "required" },
      [],
      (own) => texts.get(keyOf(own)) ?? "",
    );
    // The fields keep the order of the schema.
    const all: Readonly<Record<string, unknown>> = { ...row, ...given };
    return Object.fromEntries(
      Object.keys(table.row.parts).filter((name) => all[name] !== undefined).map((name) => [name, all[name]]),
    );
  }

  /** The numbers of a row from its first month on. */
  #readSeries(
    { table, columns, cell }: TableRows,
    { line, cells }: PlainRow,
    path: readonly PropertyKey[],
  ): Record<string, unknown> {
    const { months } = table;
    if (months?.kind !== "series") return {};
    const texts = columns.months.map(({ month, column }) => ({
      month,
      column,
      text: (cells[column] ?? "").trim(),
    }));
    const first = texts.findIndex(({ text }) => text !== ""),
      last = texts.findLastIndex(({ text }) => text !== "");
    this.#cells.set(keyOf([...path, months.from]), cell(line, texts[first]?.column ?? columns.first));
    if (first < 0) {
      this.#told.add(keyOf([...path, months.from]));
      this.#told.add(keyOf([...path, months.numbers]));
      if (columns.months.length > 0) {
        this.#tell(cell(line, columns.months[0].column), "raden har inget antal i någon månad");
      }
      return {};
    }
    const leaf = leafAt(formLayout(this.#kind), [table.key, 0, months.numbers, 0]);
    const numbers = texts.slice(first, last + 1).map(({ column, text, month }, index) => {
      const own = [...path, months.numbers, index];
      this.#cells.set(keyOf(own), cell(line, column));
      if (text !== "") return leaf === undefined ? text : this.#value(leaf, months.numbers, text);
      this.#told.add(keyOf(own));
      this.#tell(cell(line, column), `${month} är tom mellan två månader. Skriv 0 om det var noll`);
      return undefined;
    });
    return { [months.from]: texts[first].month, [months.numbers]: numbers };
  }

  /** Rows whose parts stand in a row of months each. */
  #readYears(read: TableRows, rows: readonly PlainRow[]): unknown[] {
    const { table, columns, cell } = read, { months } = table;
    if (months?.kind !== "year") return [];
    const identity = ({ cells }: PlainRow) =>
      [...columns.of.values()].map((column) => nameKey(cells[column] ?? "")).join("\n");
    const groups = [...Map.groupBy(rows, identity).values()];
    const strayParts = new Set<string>();
    const groupsRead = groups.map((group, index) => {
      const path = [table.key, index], given: Record<string, unknown> = {};
      let isStray = false;
      for (const { line, cells } of group) {
        const part = columns.part === null
          ? months.parts[0]
          : partOf(cells[columns.part] ?? "", months.parts);
        if (part === null) {
          isStray = true;
          const text = (cells[columns.part ?? 0] ?? "").trim(), names = months.parts.map(headingOf);
          this.#tell(
            cell(line, columns.part ?? 0),
            text === ""
              ? `${PART_HEADING}: saknas`
              : withFound(`${PART_HEADING}: ska vara ${names.join(", ")}`, text) + nearest(text, names),
          );
          continue;
        }
        if (Object.hasOwn(given, part)) {
          const { place } = this.placeOf([...path, part]);
          this.#tell(
            cell(line, columns.first),
            `raden upprepar ${place}: ${headingOf(part)} för samma plats`,
          );
          continue;
        }
        this.#cells.set(keyOf([...path, part]), cell(line, columns.part ?? columns.first));
        const leaf = leafAt(formLayout(this.#kind), [table.key, 0, part, 0]);
        given[part] = columns.months.map(({ column }, month) => {
          this.#cells.set(keyOf([...path, part, month]), cell(line, column));
          const text = (cells[column] ?? "").trim();
          return text === "" || leaf === undefined ? undefined : this.#value(leaf, part, text);
        });
      }
      const row = this.#readRow(read, group[0], path, given);
      const missing = months.parts.filter((part) => !Object.hasOwn(given, part));
      return { group, path, row, given, missing, isStray };
    });
    // A misspelt name parts a row from its others: that is reported once, where it is misspelt.
    for (const { row, given, missing } of groupsRead) {
      if (missing.length > 0 && !this.#isKnown(table, row)) {
        for (const part of Object.keys(given)) strayParts.add(part);
      }
    }
    for (const { group, path, row, missing, isStray } of groupsRead) {
      for (const part of missing) {
        this.#told.add(keyOf([...path, part]));
        if (isStray || strayParts.has(part) || !this.#isKnown(table, row)) continue;
        this.#tell(cell(group[0].line, columns.first), `raden ${headingOf(part)} saknas för samma plats`);
      }
    }
    return groupsRead.map(({ row }) => row);
  }

  /** Whether the names of a row are known. */
  #isKnown(table: FormTable, row: Readonly<Record<string, unknown>>): boolean {
    return table.columns.every(({ path, leaf }) => {
      const value = row[path[0]];
      if (typeof value !== "string") return leaf.blank !== "required";
      return leaf.kind !== "name" || parseLeaf(leaf, value) !== null;
    });
  }

  /** Finds a table's headings; says of those that are missing, strange or twice there. */
  #findColumns(table: FormTable, sheet: PlainSheet, cell: TableRows["cell"]): TableColumns | null {
    const { months, columns: fields } = table;
    const isHeading = (text: string) => {
      const key = nameKey(text);
      return key !== "" && (fields.some((field) => isCalled(field, key)) ||
        (hasParts(table) && key === nameKey(PART_HEADING)) ||
        (months?.kind === "year" && yearMonth(text) >= 0) ||
        (months?.kind === "series" && /^\d{4}/.test(text.trim())));
    };
    const candidates = sheet.rows.slice(0, MOST_ABOVE).map((row) => ({
      row,
      count: row.cells.filter(isHeading).length,
    }));
    const best = candidates.reduce((best, own) => own.count > best.count ? own : best, {
      row: { line: 1, cells: [], hidden: false },
      count: 0,
    });
    if (best.count === 0 || best.count * 2 < fields.length) {
      this.#tell(
        cell(1, 0),
        `rubrikraden hittas inte. Bladet ska ha kolumnerna ${
          fields.map(({ heading }) => heading).join(", ")
        }`,
      );
      return null;
    }
    const { line, cells } = best.row;
    const of = new Map<FormField, number>(), found: MonthColumn[] = [], named = new Set<number>();
    const strangers: { text: string; column: number }[] = [];
    let part: number | null = null;
    for (const [column, text] of cells.entries()) {
      const key = nameKey(text);
      if (key === "") continue;
      named.add(column);
      const field = fields.find((field) => isCalled(field, key));
      const twice = () => this.#tell(cell(line, column), withFound("kolumnen finns två gånger", text));
      if (field !== undefined) {
        if (of.has(field)) twice();
        else of.set(field, column);
      } else if (hasParts(table) && key === nameKey(PART_HEADING)) {
        if (part !== null) twice();
        part ??= column;
      } else if (months?.kind === "year" && yearMonth(text) >= 0) {
        const month = MONTH_HEADINGS[yearMonth(text)];
        if (found.some((own) => own.month === month)) twice();
        else found.push({ month, column });
      } else if (months?.kind === "series" && /^\d{4}/.test(text.trim())) {
        const month = monthOfCell(text);
        if (month === null) {
          const says = withFound("månaden skrivs åååå-mm", text);
          this.#tell(cell(line, column), says + near(nearestMonth(text.trim())));
        } else if (found.some((own) => own.month === month)) twice();
        else found.push({ month, column });
      } else strangers.push({ text, column });
    }
    const missing = fields.filter((field) => !of.has(field));
    const told = new Set<string>();
    for (const { text, column } of strangers) {
      const wanted = missing.map(({ heading }) => heading), closest = nearest(text, wanted);
      for (const heading of wanted) if (closest.endsWith(`: ${heading}`)) told.add(heading);
      this.#tell(
        cell(line, column),
        withFound("kolumnen finns inte i formuläret", text) + (closest === "" ? ". Ta bort den" : closest),
      );
    }
    for (const { path, heading } of missing) {
      this.#told.add([table.key, ...path].join("."));
      if (!told.has(heading)) this.#tell(cell(line, 0), `kolumnen ${heading} saknas`);
    }
    if (hasParts(table) && part === null) {
      this.#tell(cell(line, 0), `kolumnen ${PART_HEADING} saknas`);
      return null;
    }
    return {
      line,
      first: Math.min(...named),
      of,
      part,
      months: this.#inOrder(table, found, cell, line),
      named,
    };
  }

  /** The months' columns in order, without those before which one is missing. */
  #inOrder(
    { key, months }: FormTable,
    found: readonly MonthColumn[],
    cell: TableRows["cell"],
    line: number,
  ): MonthColumn[] {
    if (months?.kind === "year") {
      const missing = MONTH_HEADINGS.filter((month) => !found.some((own) => own.month === month));
      if (missing.length > 0) {
        this.#tell(
          cell(line, 0),
          `${missing.length === 1 ? "kolumnen" : "kolumnerna"} ${missing.join(", ")} saknas`,
        );
        for (const part of months.parts) this.#told.add(`${key}.${part}`);
      }
      return MONTH_HEADINGS.flatMap((month) => found.filter((own) => own.month === month));
    }
    const sorted = found.toSorted((a, b) => a.month < b.month ? -1 : 1);
    for (const [index, { month, column }] of sorted.entries()) {
      const before = sorted[index - 1];
      if (before === undefined || addMonths(before.month, 1) === month) continue;
      this.#tell(cell(line, column), `kolumnen ${addMonths(before.month, 1)} saknas före ${month}`);
    }
    if (months !== null && sorted.length === 0) {
      this.#tell(
        cell(line, 0),
        "inga månader hittas. Skriv en rubrik för varje: 2026-01, 2026-02 och så vidare",
      );
    }
    return sorted;
  }

  /** An object of cells' texts; `undefined` where nothing of it is given and it may lack. */
  #assemble(
    group: Group,
    above: readonly string[],
    textOf: (path: readonly string[]) => string,
  ): Record<string, unknown> | undefined {
    const object: Record<string, unknown> = {};
    for (const [name, node] of Object.entries(group.parts)) {
      const path = [...above, name];
      if ("parts" in node) {
        const isBlank = node.blank !== "required" &&
          leavesBelow(node, path).every((own) => textOf(own).trim() === "");
        if (isBlank && node.blank === "null") object[name] = null;
        if (!isBlank) object[name] = this.#assemble(node, path, textOf);
        continue;
      }
      const value = this.#value(node, name, textOf(path));
      if (value !== undefined) object[name] = value;
    }
    return object;
  }

  /** A cell's text as a value: what cannot be read so stays a text, and is reported by the schema. */
  #value(leaf: Leaf, name: string, written: string): unknown {
    const text = written.trim();
    if (leaf.kind === "list") {
      const { of } = leaf;
      const parts = text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== "");
      return of === undefined ? parts : parts.map((part) => this.#value(of, name, part));
    }
    if (text === "") return { required: undefined, absent: undefined, null: null, empty: "" }[leaf.blank];
    switch (leaf.kind) {
      case "number":
        return numberOf(text) ?? text;
      case "boolean":
        return TRUTH.get(nameKey(text)) ?? text;
      case "month":
        return monthOfCell(text) ?? text;
      case "day":
        return /^(\d{4}-\d\d-\d\d)(?:T00:00(?::00)?)?$/.exec(text)?.[1] ?? text;
      case "code":
        return codeOf(leaf, this.#kind.words?.[name] ?? {}, text);
      default:
        return text;
    }
  }
}

interface MonthColumn {
  readonly month: string;
  readonly column: number;
}

interface TableColumns {
  /** The row of the headings. */
  readonly line: number;
  /** The first column. */
  readonly first: number;
  /** The fields' columns. */
  readonly of: ReadonlyMap<FormField, number>;
  /** The column that says which part a row holds. */
  readonly part: number | null;
  readonly months: readonly MonthColumn[];
  /** The columns that have a heading. */
  readonly named: ReadonlySet<number>;
}

interface TableRows {
  readonly table: FormTable;
  readonly columns: TableColumns;
  readonly cell: (line: number, column: number) => Cell;
}

const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ...["ja", "true", "sant"].map((word) => [word, true] as const),
  ...["nej", "false", "falskt"].map((word) => [word, false] as const),
]);

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path);

const namesOf = (path: readonly PropertyKey[]): string =>
  path.filter((part) => typeof part === "string").join(".");

function placed({ sheet, order, line, column }: Cell): Pick<DataFault, "place" | "order"> {
  return { place: cellAddress(sheet, line, column), order: [order, line, column] };
}

/** Whether a field goes by a name: its heading, its own name, or its path. */
function isCalled({ heading, path }: FormField, key: string): boolean {
  return [heading, path[path.length - 1], path.join("."), path.join(": ")].some((name) =>
    nameKey(name) === key
  );
}

/** The number of a text as people and programs write it: 1 200, 1200,5, 1200.0. */
function numberOf(text: string): number | null {
  const plain = text.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, "$1").replace("−", "-");
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
}

/** The month of a cell: as text, or the first day of the month that Excel has made of it. */
function monthOfCell(text: string): Month | null {
  const [, month] = /^(\d{4}-\d\d)(?:-01(?:T00:00(?::00)?)?)?$/.exec(text.trim()) ?? [];
  return month !== undefined && isMonth(month) ? month : null;
}

/** The number (0–11) of the month that a heading names; -1 for none. */
function yearMonth(text: string): number {
  const key = nameKey(text).replace(/\.$/, "");
  return key.length < 3 ? -1 : MONTH_HEADINGS.findIndex((month) => month.startsWith(key));
}

function partOf(text: string, parts: readonly string[]): string | null {
  const key = nameKey(text);
  return parts.find((part) => nameKey(part) === key || nameKey(headingOf(part)) === key) ?? null;
}

/** The code that a text stands for: as it is, or by what readers call it. */
function codeOf({ values }: Leaf, words: Readonly<Record<string, string>>, text: string): string {
  const key = nameKey(text);
  return values.find((value) => nameKey(value) === key || nameKey(words[value] ?? value) === key) ?? text;
}

function leavesBelow({ parts }: Group, above: readonly string[]): string[][] {
  return Object.entries(parts).flatMap(([name, node]) =>
    "parts" in node ? leavesBelow(node, [...above, name]) : [[...above, name]]
  );
}
