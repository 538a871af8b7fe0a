import { fieldSchema, type FieldSpec, Profile, registerLayout, type Source } from "../../lib/contract/mod.ts";
import { readFields, type TypedField } from "../../lib/judge/read_fields.ts";
import { Texts } from "../../lib/judge/typed_value.ts";
import type { CodedTableColumn } from "../../lib/extract/mod.ts";
import { codedColumn, plainColumn } from "../_columns.ts";

/** A field's specification, of kind text unless said otherwise. */
export function spec(kind: FieldSpec["kind"] = "text", more: Partial<FieldSpec> = {}): FieldSpec {
  return { kind, required: false, level: "error", expects: "något", ...more };
}

/** What a field is, and the cells of its column; `plain` where the column is. */
export interface MadeField {
  readonly spec: FieldSpec;
  readonly cells: readonly string[];
  readonly plain?: boolean;
}

/** Fields as they are read from columns of these cells, and the texts of their values. */
export function fieldsOf(made: Readonly<Record<string, MadeField>>): { fields: TypedField[]; texts: Texts } {
  const columns = Object.entries(made).map(([name, { cells, plain }]) =>
    plain ? plainColumn(name, cells) : codedColumn(name, cells)
  );
  const specs = Object.fromEntries(Object.entries(made).map(([name, { spec }]) => [name, spec]));
  const sources = Object.fromEntries(Object.keys(made).map((name, column) => [name, { columns: [column] }]));
  return read(specs, columns, sources);
}

/** Fields of these specifications as they are read from columns. */
export function read(
  specs: Readonly<Record<string, FieldSpec>>,
  columns: readonly CodedTableColumn[],
  sources: Readonly<Record<string, Source>>,
  profile: Record<string, unknown> = {},
): { fields: TypedField[]; texts: Texts } {
  const shape = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, fieldSchema(spec)]));
  const texts = new Texts(), [column] = columns;
  const good = column === undefined ? 0 : column.kind === "coded" ? column.codes.length : column.from.length;
  const reading = {
    layout: { ...registerLayout(), shape },
    profile: Profile.parse({ namn: "prov", beskrivning: "Prov", layout: "register", ...profile }),
    sources,
  };
  return { fields: readFields({ columns, good }, reading, texts), texts };
}
