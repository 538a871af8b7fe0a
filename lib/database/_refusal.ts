import { DatabaseError } from "./database_error.ts";
import { withoutValues } from "./_sql_pieces.ts";
import type { Value } from "./literal.ts";

/** Kinds of DuckDB errors that speak of the statement and the tables, not of what the tables hold. */
const ABOUT_STATEMENT: ReadonlySet<string> = new Set([
  "Binder Error",
  "Catalog Error",
  "Dependency Error",
  "Not implemented Error",
  "Parser Error",
  "Permission Error",
  "Syntax Error",
  "TransactionContext Error",
]);

const LONGEST_STATEMENT = 200;

/** The error for a statement that DuckDB refuses: the statement with its values masked, and the reason. */
export function refusal(sql: string, parameters: readonly Value[], error: unknown): DatabaseError {
  return refused(sql, "DuckDB refuses it", reason(error, parameters));
}

/** Kinds of Trino's errors that say which name is wrong. */
const ABOUT_NAMES = /^(?:(?:COLUMN|TABLE|SCHEMA|CATALOG|FUNCTION|PROCEDURE)_NOT_FOUND|AMBIGUOUS_NAME)$/;

/** The error for a statement that Trino refuses or could not finish; of most kinds only the kind, as they may quote a cell. */
export function trinoRefusal(
  sql: string,
  parameters: readonly Value[],
  { errorName, message }: { readonly errorName: string; readonly message: string },
): DatabaseError {
  const [line] = withoutParameters(message.slice(0, LONGEST_MESSAGE), parameters).split("\n");
  const said = ABOUT_NAMES.test(errorName)
    ? line
    : errorName === "TYPE_MISMATCH" || errorName === "SYNTAX_ERROR"
    ? line.replace(/'[^']*(?:'|$)|\. Expecting:.*/g, (found) => found.startsWith("'") ? "…" : "")
    : null;
  return refused(
    sql,
    "Trino did not answer it",
    said === null ? errorName : `${errorName}: ${withoutNumbers(said.replace(/^line \d+:\d+: /, ""))}`,
  );
}

/** The error for a statement, which is shown with its values masked. */
export function refused(sql: string, how: string, reason: string): DatabaseError {
  const statement = withoutValues(sql).replace(/\d[\d-]{5,}/g, "…").replace(/\s+/g, " ").trim();
  const shown = statement.length > LONGEST_STATEMENT
    ? `${statement.slice(0, LONGEST_STATEMENT)} …`
    : statement;
  return new DatabaseError(`Cannot run \`${shown}\` as ${how}: ${reason}`);
}

/** The characters of an engine's message that are read. */
const LONGEST_MESSAGE = 4000;

/** The error for a Parquet file that cannot be read, or does not fit its table. */
export function unreadableParquet(table: string, error: unknown): DatabaseError {
  return new DatabaseError(`Cannot read the Parquet file into the table "${table}": ${reason(error)}`);
}

/**
 * Why an engine failed, on one line, without any value.
 *
 * Messages about the statement keep the names they mention. Every other kind may quote a cell, between quotes or
 * bare, on one line or several: only its first line is kept, and there whatever can be a value is masked.
 */
function reason(error: unknown, parameters: readonly Value[] = []): string {
  // A message may quote a cell of any length, and the expressions below take a square of it.
  const message = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_MESSAGE);
  const [text] = message.split(/\n\s*LINE \d+:/);
  const lines = withoutParameters(text, parameters).split("\n").map((line) => line.trim());
  const kind = /^([A-Z][\w ]*? Error):/.exec(text)?.[1];
  if (kind !== undefined && ABOUT_STATEMENT.has(kind)) {
    // What DuckDB proposes about extensions is not possible here.
    const told = lines.slice(0, 2).filter((line) => !line.startsWith("Please "));
    return withoutNumbers(withoutStrings(told.join(" "))).trim();
  }
  // Its text can be anything, even a cell alone: the message of error(), a pattern's own text.
  if (kind === "Invalid Input Error") return kind;
  return withoutNumbers(
    lines[0]
      .replace(/ with value .* can't /s, " with value … cannot ")
      .replace(/["'].*["']/s, "…")
      .replace(/["'].*$/s, "…")
      .replace(/\(.*\)/s, "…"),
  );
}

function withoutParameters(message: string, parameters: readonly Value[]): string {
  const texts = parameters.filter((value) => typeof value === "string" && value !== "") as string[];
  return texts.toSorted((a, b) => b.length - a.length).reduce((text, value) => {
    const found = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, "giu");
    return text.replace(found, "…");
  }, message);
}

/** Masks strings, except a signature such as 'abs(DATE)', which DuckDB writes between single quotes too. */
function withoutStrings(text: string): string {
  return text.replace(
    /'[^']*(?:'|$)/g,
    (string) => /^'\w+\([A-Z\d_, ()[\]]*\)'$/.test(string) ? string : "…",
  );
}

/** Masks numbers; INT32 and d0_30 are names. */
function withoutNumbers(text: string): string {
  return text.replace(/(?<![\p{L}_\d])\d[\d.:-]*/gu, "…");
}
