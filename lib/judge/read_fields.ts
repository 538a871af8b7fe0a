import {
  type CellReading,
  cleanText,
  type FieldSpec,
  type FieldValue,
  profileSpelling,
  readCell,
  type Reading,
  specOf,
} from "../contract/mod.ts";
import { type CodedTableColumn, type Extract, type PlainColumn, textAt } from "../extract/mod.ts";
import { isoDayDigits } from "./_iso_day.ts";
import { joinColumns } from "./_join_columns.ts";
import type { Codes } from "./_pair_codes.ts";
import { isSurelyThere } from "./surely_there.ts";
import { fromNumber, NULL, type Texts, toNumber } from "./typed_value.ts";

/** What a cell is to its field's own rules. */
export const FINE = 0, MISSING = 1, UNREADABLE = 2, RESTORED = 3;

/** A field as it was read: what each different cell says, and each record's cell. A plain column has a cell a record. */
export interface TypedField {
  /** The field's name. */
  readonly name: string;
  /** What it holds. */
  readonly spec: FieldSpec;
  /** Whether a column or a constant gives it at all. */
  readonly given: boolean;
  /** The number of each record's cell; "record" when it is the record's own number, "constant" when it is always 0. */
  readonly codes: Codes | "record" | "constant";
  /** Each cell's typed value as a number, {@linkcode NULL} when missing or unreadable. */
  readonly values: Int32Array | Float64Array;
  /** FINE, MISSING, UNREADABLE or RESTORED (its lost zero) for each cell; `null` when all are fine. */
  readonly flags: Uint8Array | null;
  /** The column that the field is read from; `null` of a constant and of joined columns. */
  readonly column: CodedTableColumn | null;
  /** The column of free text of nearly all different cells; `values` then only says which are there. */
  readonly plain: PlainColumn | null;
}

/** Reads each different cell of each field of the layout once, by the contract's own reader. */
export function readFields(
  { columns: all, good }: Pick<Extract, "columns" | "good">,
  { layout, profile, sources }: Pick<Reading, "layout" | "profile" | "sources">,
  texts: Texts,
): TypedField[] {
  const spelling = profileSpelling(profile);
  return Object.entries(layout.shape).map(([name, schema]): TypedField => {
    const spec = specOf(schema), source = sources[name];
    const base = { name, spec, given: source !== undefined, column: null, plain: null };
    const read = (cell: string): Cell => typed(readCell(cell, spec, spelling), spec.kind, texts);
    if (source === undefined || "constant" in source) {
      return { ...base, codes: "constant", ...typedCells([read(source?.constant ?? "")]) };
    }
    const columns = source.columns.map((index) => all[index]);
    const column = columns.length === 1 ? columns[0] : joinColumns(columns, good);
    const own = { ...base, column: columns.length === 1 ? column : null };
    if (column.kind === "coded") {
      return { ...own, codes: column.codes, ...typedCells(column.cells.map(read)) };
    }
    if (spec.kind === "text" && spec.pattern === undefined && !spec.capitals) return freeText(own, column);
    return { ...own, codes: "record", ...typedCells(plainCells(column, spec, read)) };
  });
}

/** A field's number for each record. */
export function numbersOf({ codes, values }: TypedField): (record: number) => number {
  if (codes === "constant") return () => values[0];
  return codes === "record" ? (record) => values[record] : (record) => values[codes[record]];
}

/** A field's value for each record; each different cell's is made once. */
export function valuesOf(
  { plain, spec, codes, values }: TypedField,
  texts: Texts,
): (record: number) => FieldValue {
  if (plain !== null) return (record) => cleanText(textAt(plain, record));
  if (codes === "record") return (record) => fromNumber(values[record], spec.kind, texts);
  const made = Array.from(values, (value) => fromNumber(value, spec.kind, texts));
  return codes === "constant" ? () => made[0] : (record) => made[codes[record]];
}

/** What one cell says: its typed value as a number, and what it is to its field's own rules. */
interface Cell {
  readonly value: number;
  readonly flag: number;
}

function typed({ value, problem, restored }: CellReading, kind: FieldSpec["kind"], texts: Texts): Cell {
  if (problem !== null) return { value: NULL, flag: problem === "saknas" ? MISSING : UNREADABLE };
  return value === NULL
    ? { value: NULL, flag: UNREADABLE }
    : { value: toNumber(value, kind, texts), flag: restored ? RESTORED : FINE };
}

/** The cells of a plain column, one a record. Days with a time of the clock are read once for each day. */
function plainCells(column: PlainColumn, spec: FieldSpec, read: (cell: string) => Cell): Cell[] {
  const days = new Map<number, Cell>(), { bytes, from, to } = column;
  return Array.from(from, (start, record) => {
    const digits = spec.kind === "day" ? isoDayDigits(bytes, start, to[record]) : -1;
    const known = digits < 0 ? undefined : days.get(digits);
    if (known !== undefined) return known;
    const cell = read(textAt(column, record));
    if (digits >= 0) days.set(digits, cell);
    return cell;
  });
}

function typedCells(cells: readonly Cell[]): Pick<TypedField, "values" | "flags"> {
  const values = cells.every(({ value }) => value === (value | 0))
    ? Int32Array.from(cells, ({ value }) => value)
    : Float64Array.from(cells, ({ value }) => value);
  const flags = cells.every(({ flag }) => flag === FINE) ? null : Uint8Array.from(cells, ({ flag }) => flag);
  return { values, flags };
}

/** Free text of nearly all different cells is not made text: it is only asked whether it is there. */
function freeText(base: Omit<TypedField, "codes" | "values" | "flags">, column: PlainColumn): TypedField {
  const { bytes, from, to } = column, values = new Int32Array(from.length);
  let missing = 0;
  for (let record = 0; record < from.length; record++) {
    if (isSurelyThere(bytes, from[record], to[record])) continue;
    if (cleanText(textAt(column, record)) !== null) continue;
    values[record] = NULL;
    missing++;
  }
  const flags = base.spec.required && missing > 0
    ? Uint8Array.from(values, (value) => value === NULL ? MISSING : FINE)
    : null;
  return { ...base, codes: "record", values, flags, plain: column };
}
