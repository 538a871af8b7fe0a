import { type Day, daysBetween, firstDay, lastDay } from "../calendar/mod.ts";

/** What a typed field can hold. Days and months are text; a missing value is `null`. */
export type FieldValue = string | number | null;

/** A value that a rule speaks of: a field, a constant, or something computed from these. */
export type Term =
  | { readonly term: "field"; readonly name: string }
  | { readonly term: "constant"; readonly value: string | number }
  | { readonly term: "firstDay" | "lastDay"; readonly month: Term }
  | { readonly term: "days"; readonly from: Term; readonly to: Term }
  | { readonly term: "year"; readonly day: Term }
  | { readonly term: "sum"; readonly of: readonly Term[] };

/**
 * A condition on one record: plain data, so that it can be evaluated for one record and compiled for many. It is never
 * undecided: a comparison in which a value is missing does not hold.
 */
export type Condition =
  | { readonly test: "missing"; readonly of: Term }
  | { readonly test: "<" | "<=" | "=" | "<>"; readonly left: Term; readonly right: Term }
  | { readonly test: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly test: "not"; readonly of: Condition };

/** Builders that make conditions read like sentences. */
export const field = (name: string): Term => ({ term: "field", name });
/** A constant: text, number or day. */
export const constant = (value: string | number): Term => ({ term: "constant", value });
/** The first day of a field that holds a month. */
export const firstDayOf = (month: Term): Term => ({ term: "firstDay", month });
/** The last day of a field that holds a month. */
export const lastDayOf = (month: Term): Term => ({ term: "lastDay", month });
/** Whole days from one day to another. */
export const daysFromTo = (from: Term, to: Term): Term => ({ term: "days", from, to });
/** The year of a day. */
export const yearOf = (day: Term): Term => ({ term: "year", day });
/** The sum of numbers; missing ones count as nothing, and the sum of only missing ones is missing. */
export const sumOf = (...of: Term[]): Term => ({ term: "sum", of });
/** The value is missing. */
export const isMissing = (of: Term): Condition => ({ test: "missing", of });
/** The value is there. */
export const isPresent = (of: Term): Condition => ({ test: "not", of: { test: "missing", of } });
/** Left comes before right. */
export const isBefore = (left: Term, right: Term): Condition => ({ test: "<", left, right });
/** Left comes after right. */
export const isAfter = (left: Term, right: Term): Condition => ({ test: "<", left: right, right: left });
/** Left comes before right or is the same. */
export const isAtMost = (left: Term, right: Term): Condition => ({ test: "<=", left, right });
/** Both are there and the same. */
export const isEqual = (left: Term, right: Term): Condition => ({ test: "=", left, right });
/** Both are there and differ. */
export const isDifferent = (left: Term, right: Term): Condition => ({ test: "<>", left, right });
/** All hold. */
export const allOf = (...of: Condition[]): Condition => ({ test: "and", of });
/** At least one holds. */
export const anyOf = (...of: Condition[]): Condition => ({ test: "or", of });

/**
 * Whether a condition holds for a record.
 *
 * @param condition The condition.
 * @param record Typed values by field name; a name that is not there counts as missing.
 * @returns `true` or `false`, never undecided.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { field, holds, isBefore } from "vantelage/contract";
 * const negative = isBefore(field("start_datum"), field("beslut_datum"));
 * assert.equal(holds(negative, { beslut_datum: "2024-05-05", start_datum: "2024-05-01" }), true);
 * assert.equal(holds(negative, { beslut_datum: "2024-05-05", start_datum: null }), false);
 * ```
 */
export function holds(condition: Condition, record: Readonly<Record<string, FieldValue>>): boolean {
  switch (condition.test) {
    case "missing":
      return valueOf(condition.of, record) === null;
    case "and":
      return condition.of.every((part) => holds(part, record));
    case "or":
      return condition.of.some((part) => holds(part, record));
    case "not":
      return !holds(condition.of, record);
    default: {
      const left = valueOf(condition.left, record), right = valueOf(condition.right, record);
      if (left === null || right === null) return false;
      if (condition.test === "<") return left < right;
      if (condition.test === "<=") return left <= right;
      return (left === right) === (condition.test === "=");
    }
  }
}

function valueOf(term: Term, record: Readonly<Record<string, FieldValue>>): FieldValue {
  switch (term.term) {
    case "field":
      return record[term.name] ?? null;
    case "constant":
      return term.value;
    case "firstDay":
    case "lastDay": {
      const month = valueOf(term.month, record);
      return month === null
        ? null
        : term.term === "firstDay"
        ? firstDay(String(month))
        : lastDay(String(month));
    }
    case "days": {
      const from = valueOf(term.from, record), to = valueOf(term.to, record);
      return from === null || to === null ? null : daysBetween(from as Day, to as Day);
    }
    case "year": {
      const day = valueOf(term.day, record);
      return day === null ? null : Number(String(day).slice(0, 4));
    }
    case "sum": {
      const values = term.of.map((part) => valueOf(part, record)).filter((value) =>
        typeof value === "number"
      );
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
    }
  }
}
