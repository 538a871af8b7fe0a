import { nameKey } from "../reference/mod.ts";
import { readBandLabel } from "./_band_label.ts";
import type { ColumnLook } from "./_column_look.ts";
import { headerKey, headerLikeness } from "./_header_key.ts";
import { fieldSchema, type FieldSpec, type Spelling } from "./field.ts";
import { specOf } from "./layout.ts";
import { type Profile, profileLayout, profileSpelling } from "./profile.ts";

/** A field's column, and how sure it is, 0 to 1. */
export interface Match {
  readonly column: ColumnLook;
  readonly score: number;
}

/** What {@linkcode matchColumns} found. */
export interface Matches {
  /** Fields with their columns. */
  readonly matches: ReadonlyMap<string, Match>;
  /** The columns of year and month, where no column is the month by itself. */
  readonly joined?: readonly ColumnLook[];
}

/** Below this neither the header nor the values say that a column is a field. */
const LIKELY = 0.5;

/** Gives each field the column that fits best, the best pair first, and each column once. */
export function matchColumns(
  profile: Profile,
  columns: readonly ColumnLook[],
  known: readonly Profile[],
): Matches {
  const layout = profileLayout(profile), spelling = profileSpelling(profile);
  const bands = new Set(layout.bands.map(({ field }) => field));
  const fields = Object.entries(layout.shape).map(([field, schema]) => ({ field, spec: specOf(schema) }))
    .filter(({ field }) => field !== "band" && !bands.has(field) && profile.konstanter[field] === undefined);
  const pairs = fields.flatMap(({ field, spec }) =>
    columns.map((column) => ({ field, column, score: scoreOf(field, spec, column, spelling, known) }))
  ).filter(({ score }) => score >= LIKELY).toSorted((a, b) => b.score - a.score);
  const matches = new Map<string, Match>(), taken = new Set<ColumnLook>();
  for (const { field, column, score } of pairs) {
    if (matches.has(field) || taken.has(column)) continue;
    matches.set(field, { column, score });
    taken.add(column);
  }
  const left = columns.filter((column) => !taken.has(column));
  const monthField = fields.find(({ field }) => field === "manad");
  const joined = monthField && !matches.has("manad") ? yearAndMonth(left, monthField.spec) : undefined;
  return { matches, joined };
}

/** How sure it is that a column is a field, 0 to 1: by its header, lowered by values that cannot be read, or by values alone. */
function scoreOf(
  field: string,
  spec: FieldSpec,
  column: ColumnLook,
  spelling: Spelling,
  known: readonly Profile[],
): number {
  const names = [field, ...known.flatMap(({ kolumner }) => namesIn(kolumner[field]))];
  const { header } = column, key = headerKey(header);
  if (BY_NAME.has(field) && !names.some((name) => headerKey(name) === key)) return 0;
  // Those who wait over a limit are not all who wait.
  if (field === "antal" && (column.share || readBandLabel(header) !== null)) return 0;
  const alike = Math.max(...names.map((name) => headerLikeness(name, header)));
  const schema = fieldSchema({ ...spec, required: false }, spelling);
  const cells = column.someCells, all = sumOf(cells);
  // Every text is a name: only those that are known say something.
  const reads = (text: string) =>
    spec.kind === "name" ? spec.codes!.has(nameKey(text)) : schema.safeParse(text).success;
  const fit = all === 0 ? 1 : sumOf(cells.filter(([text]) => reads(text))) / all;
  const typed = spec.kind !== "name" && (spec.kind !== "text" || spec.pattern !== undefined);
  if (alike >= LIKELY) {
    return typed && fit === 0 && spec.kind !== "code" ? 0 : alike * (typed ? 0.6 + 0.4 * fit : 1);
  }
  // Digits are codes of many things; words that a code list knows are hardly ever another's.
  const telling = (spec.kind === "code" || spec.kind === "name" || spec.kind === "month") &&
    cells.some(([text]) => !/^\d{1,3}$/.test(text));
  return telling && fit >= 0.5 && all > 0 ? LIKELY + 0.2 * fit : 0;
}

/** Numbers that the field itself counts beside those who wait: nothing but their names distinguishes them from others. */
const BY_NAME: ReadonlySet<string> = new Set(["pvv", "mov"]);

function sumOf(cells: readonly (readonly [text: string, count: number])[]): number {
  return cells.reduce((sum, [, count]) => sum + count, 0);
}

function namesIn(wanted: Profile["kolumner"][string] | undefined): readonly string[] {
  if (wanted === undefined) return [];
  return typeof wanted === "string" ? [wanted] : "av" in wanted ? [] : wanted;
}

/** Two columns that together are a month: years, and names of months. */
function yearAndMonth(columns: readonly ColumnLook[], spec: FieldSpec): ColumnLook[] | undefined {
  const schema = fieldSchema(spec);
  const year = columns.find(({ cells }) =>
    cells.length > 0 && cells.every(([text]) => /^(19|20)\d{2}$/.test(text))
  );
  const month = columns.find(({ cells }) =>
    cells.length > 0 && cells.every(([text]) => schema.safeParse(`2024 ${text}`).success)
  );
  return year && month && [year, month];
}
