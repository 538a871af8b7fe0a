import * as z from "zod";
import { type Condition, type FieldValue, holds } from "./condition.ts";
import { type Field, type FieldSpec, fieldSpecs, type Level, readCell } from "./field.ts";

/** A rule that joins several fields of a record: what must not be, and how serious it is. */
export interface Rule {
  /** The rule's name, for machines and for lists of findings. */
  readonly name: string;
  /** How serious it is when the rule is broken. */
  readonly level: Level;
  /** The fields it speaks of; the first is where a finding points. */
  readonly fields: readonly string[];
  /** What is wrong, in Swedish, one sentence without full stop. */
  readonly says: string;
  /** The record breaks the rule when this holds. */
  readonly broken: Condition;
}

/** A record that is read but is nothing to keep, and why: a total row, a contact that is no operation. */
export interface Skip {
  /** The reason's name. */
  readonly name: string;
  /** The reason in Swedish. */
  readonly says: string;
  /** The fields it looks at. */
  readonly fields: readonly string[];
  /** The record is skipped when this holds. */
  readonly when: Condition;
}

/** A band of waits in an aggregated layout: the field that counts it, and its first and last day. */
export interface Band {
  /** The field's name, for example d0_30. */
  readonly field: string;
  /** The first day. */
  readonly lo: number;
  /** The last day; `null` when open. */
  readonly hi: number | null;
  /** The field whose count is taken from the band's own: that of the next limit, where fields count those over a limit. */
  readonly utom?: string;
}

/** A dimension that a row of an aggregate may be the total over. */
export interface TotalDimension {
  /** The field. */
  readonly field: string;
  /** What it holds in a total row. */
  readonly total: string;
  /** How much it is worth that the dimension is broken down: the rows worth most are counted. */
  readonly worth: number;
  /** Whether an empty cell says that the dimension is not broken down. */
  readonly emptyIsTotal: boolean;
}

/** Which rows of an aggregate are totals of others. */
export interface TotalRows {
  /** Fields in which a total and its parts agree; none of them empty. */
  readonly within: readonly string[];
  /** Fields in which they agree too, empty or not. */
  readonly same: readonly string[];
  /** What a row may be a total over. */
  readonly over: readonly TotalDimension[];
  /** The field that counts, where the parts of a total over `over[0]` add up to it. */
  readonly count: string | null;
}

/** What a delivery's records are, and what a valid one must fulfil. */
export interface Layout {
  /** "register": a contact a row. "aggregat": counts in one column per band. "bandrader": one band a row. */
  readonly name: "register" | "aggregat" | "bandrader";
  /** What a record is, in Swedish. */
  readonly says: string;
  /** The fields with their schemas, in the layout's order. */
  readonly shape: Readonly<Record<string, Field>>;
  /** The rules across fields. */
  readonly rules: readonly Rule[];
  /** What is not judged at all. */
  readonly skips: readonly Skip[];
  /** The fields that together name a record; a second record of the same name is rejected. None: records may repeat. */
  readonly key: readonly string[];
  /** A field of the key in which what the others name can have one value only; `null` where there is none. */
  readonly state: string | null;
  /** The bands that are columns (layout "aggregat"). */
  readonly bands: readonly Band[];
  /** Which rows are totals of others; `null` where a row is a contact. */
  readonly totals: TotalRows | null;
}

/** The name of a rule that every layout has: a record's key must not come twice. */
export const DUPLICATE = "dubblett";

/** What a record without a single cell is skipped as: the row that a spreadsheet leaves below its table. */
export const blankSkip: Omit<Skip, "when"> = { name: "tom_rad", says: "raden är tom", fields: [] };

/** A broken rule of one record. */
export interface Breach {
  /** The rule's name; a field's own rules are `<field>_saknas`, `<field>_ogiltigt` and `<field>_nolla`. */
  readonly rule: string;
  /** How serious it is. */
  readonly level: Level;
  /** The field where it shows. */
  readonly field: string;
  /** What is wrong, in Swedish. */
  readonly says: string;
}

/** The verdict on one record. */
export interface Verdict {
  /** The typed values; a value that could not be read is `null`. */
  readonly values: Record<string, FieldValue>;
  /** The skip that holds, if any; a skipped record is not judged further. */
  readonly skipped: Skip | null;
  /** The rules it breaks, of every level. */
  readonly breaches: readonly Breach[];
}

/**
 * A rule a field has by itself: that it must be there, that it must be readable, that its first zero is there.
 *
 * @param name The field's name.
 * @param spec Its specification.
 * @param suffix Which of them.
 * @returns The breach that a record shows that is without it, has an unreadable one, or one whose zero was put back.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fieldBreach } from "vantelage/contract";
 * const spec = { kind: "day", required: true, level: "error", expects: "ett datum" } as const;
 * assert.equal(fieldBreach("beslut_datum", spec, "saknas").rule, "beslut_datum_saknas");
 * ```
 */
export function fieldBreach(name: string, spec: FieldSpec, suffix: "saknas" | "ogiltigt" | "nolla"): Breach {
  const says = {
    saknas: `${name} saknas`,
    ogiltigt: `${name} ska vara ${spec.expects}`,
    nolla: spec.lostZero?.says ?? `${name} har mist sin första nolla`,
  }[suffix];
  return { rule: `${name}_${suffix}`, level: suffix === "nolla" ? "info" : spec.level, field: name, says };
}

/**
 * The layout as one zod schema: from a record of texts to typed values. An issue's `params` name rule and level.
 *
 * @param layout The layout.
 * @returns A schema whose failure lists every breach at level error; milder ones do not fail it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { layoutSchema, registerLayout } from "vantelage/contract";
 * const result = layoutSchema(registerLayout()).safeParse({ status: "VANTANDE" });
 * assert.ok(result.error?.issues.some((issue) => issue.path[0] === "beslut_datum"));
 * ```
 */
export function layoutSchema(layout: Layout): z.ZodType<Record<string, FieldValue>, Record<string, string>> {
  return z.record(z.string(), z.string()).transform((record, context) => {
    const { values, breaches } = judgeRecord(layout, record);
    for (const { rule, level, field, says } of breaches) {
      if (level === "error" || level === "stop") {
        context.addIssue({ code: "custom", path: [field], message: says, params: { rule, level } });
      }
    }
    return values;
  });
}

/**
 * Judges one record: reads its fields by their zod schemas and tries the rules. What `judge` says of a
 * million records, this says of one.
 *
 * @param layout The layout.
 * @param record The cells as delivered, by field name; a field that is not there counts as missing.
 * @returns The typed values and every broken rule. Duplicates cannot be seen from one record and are not tried.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { judgeRecord, registerLayout } from "vantelage/contract";
 * const verdict = judgeRecord(registerLayout(), { status: "GENOMFORD", beslut_datum: "2024-05-05", start_datum: "2024-05-01" });
 * assert.ok(verdict.breaches.some((breach) => breach.rule === "start_fore_beslut"));
 * ```
 */
export function judgeRecord(layout: Layout, record: Readonly<Record<string, string>>): Verdict {
  const values: Record<string, FieldValue> = {};
  const breaches: Breach[] = [];
  for (const [name, schema] of Object.entries(layout.shape)) {
    const result = schema.safeParse(record[name] ?? "");
    values[name] = result.success ? result.data : null;
    const spec = specOf(schema);
    if (spec.lostZero && readCell(record[name] ?? "", spec).restored) {
      breaches.push(fieldBreach(name, spec, "nolla"));
    }
    if (!result.success) {
      const suffix = z.looseObject({ params: z.object({ suffix: z.enum(["saknas", "ogiltigt"]) }) })
        .parse(result.error.issues[0]).params.suffix;
      breaches.push(fieldBreach(name, spec, suffix));
    }
  }
  const skipped = layout.skips.find((skip) => holds(skip.when, values)) ?? null;
  if (skipped) return { values, skipped, breaches: [] };
  for (const { name, level, fields, says, broken } of layout.rules) {
    if (holds(broken, values)) breaches.push({ rule: name, level, field: fields[0], says });
  }
  return { values, skipped, breaches };
}

/**
 * A field's specification.
 *
 * @param schema A schema made by {@linkcode fieldSchema}.
 * @returns What it holds.
 * @throws {TypeError} If the schema was made otherwise.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { registerLayout, specOf } from "vantelage/contract";
 * assert.equal(specOf(registerLayout().shape.beslut_datum).kind, "day");
 * ```
 */
export function specOf(schema: Field): FieldSpec {
  const spec = fieldSpecs.get(schema);
  if (!spec) {
    throw new TypeError("Cannot read the field's specification as its schema must be made by fieldSchema()");
  }
  return spec;
}
