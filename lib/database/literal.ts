/** What a statement's parameter may be. A day is its text, "2024-04-30": DuckDB compares it with a DATE. */
export type Value = null | boolean | number | bigint | string;

const MAX_BIGINT = 2n ** 63n - 1n;
const MAX_HUGEINT = 2n ** 127n - 1n;

/**
 * A value as SQL text that reads back as exactly that value: whole numbers as INTEGER, BIGINT or HUGEINT after their
 * size, other numbers as DOUBLE, text as VARCHAR.
 *
 * @param value The value. Text may hold quotes, backslashes, line breaks and NUL characters; a lone surrogate becomes
 * U+FFFD, as everywhere in UTF-8.
 * @returns SQL that can stand wherever an expression can.
 * @throws {RangeError} If `value` is a bigint outside HUGEINT.
 *
 * @example Quotes are doubled
 * ```ts
 * import assert from "node:assert/strict";
 * import { literal } from "vantelage/database";
 * assert.equal(literal("O'Hara"), "'O''Hara'");
 * assert.equal(literal(-1), "(-1)");
 * assert.equal(literal(null), "NULL");
 * ```
 */
export function literal(value: Value): string {
  if (value === null) return "NULL";
  switch (typeof value) {
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "number":
      return numberLiteral(value);
    case "bigint":
      return bigintLiteral(value);
    case "string":
      return textLiteral(value);
  }
}

/**
 * A name as SQL text, always between double quotes.
 *
 * @param name The name of a table or column, as it is.
 * @returns The quoted name.
 * @throws {SyntaxError} If `name` is empty or holds a NUL character, which no name in DuckDB can.
 *
 * @example A keyword as a column name
 * ```ts
 * import assert from "node:assert/strict";
 * import { identifier } from "vantelage/database";
 * assert.equal(identifier("order"), '"order"');
 * assert.equal(identifier('5" rör'), '"5"" rör"');
 * ```
 */
export function identifier(name: string): string {
  if (name === "" || name.includes("\0")) {
    throw new SyntaxError(
      `Cannot quote the identifier as a name must hold characters other than NUL: got ${name.length}`,
    );
  }
  return `"${name.replaceAll('"', '""')}"`;
}

// Negative numbers stand in parentheses: the two hyphens of `1 --1` would begin a comment.
function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`;
  if (Object.is(value, -0)) return "CAST('-0' AS DOUBLE)";
  // With an exponent DuckDB reads a DOUBLE, without one a DECIMAL.
  const text = Number.isSafeInteger(value) || `${value}`.includes("e") ? `${value}` : `${value}e0`;
  return value < 0 ? `(${text})` : text;
}

function bigintLiteral(value: bigint): string {
  if (value > MAX_HUGEINT || value < -MAX_HUGEINT - 1n) {
    throw new RangeError(
      "Cannot write the bigint as SQL as it must lie within HUGEINT, 128 bits with a sign",
    );
  }
  if (value > MAX_BIGINT || value < -MAX_BIGINT) return `CAST('${value}' AS HUGEINT)`;
  return value < 0n ? `(${value})` : `${value}`;
}

// DuckDB's parser ends a statement at a NUL character, so that one is put in with chr(0).
function textLiteral(value: string): string {
  const parts = value.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0] : `(${parts.join(" || chr(0) || ")})`;
}
