import { DatabaseError } from "./database_error.ts";
import { withoutValues } from "./_sql_pieces.ts";

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

/** The error for a statement that DuckDB refuses: the reason, then the statement with its values masked. */
export function refusal(sql: string, error: unknown): DatabaseError {
  const statement = withoutValues(sql).replace(/\d[\d-]{5,}/g, "…").replace(/\s+/g, " ").trim();
  const shown = statement.length > LONGEST_STATEMENT
    ? `${statement.slice(0, LONGEST_STATEMENT)} …`
    : statement;
  return new DatabaseError(`Cannot run the statement as ${reason(error)}: ${shown}`);
}

/**
 * Why an engine failed, on one line, without any value.
 *
 * Messages about the statement keep the names they mention. Every other kind may quote a cell, between quotes or
 * bare, on one line or several: only its first line is kept, and there whatever can be a value is masked.
 */
export function reason(error: unknown): string {
  const [message] = (error instanceof Error ? error.message : String(error)).split(/\n\s*LINE \d+:/);
  const lines = message.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const kind = /^([A-Z][\w ]*?Error):/.exec(message)?.[1];
  if (kind !== undefined && ABOUT_STATEMENT.has(kind)) {
    return withoutNumbers(withoutStrings(lines.slice(0, 2).join(" ")));
  }
  const [first = "the engine gave no reason"] = lines;
  return withoutNumbers(
    first.replace(/["'].*["']/, "…").replace(/["'].*$/, "…").replace(/\(.*\)/, "…").replace(
      / with value .* can't/,
      " with value … can't",
    ),
  );
}

/** Masks strings, except a signature such as 'abs(DATE)', which DuckDB writes between single quotes too. */
function withoutStrings(text: string): string {
  return text.replace(/'(?!\w+\([A-Z\d_, ()[\]]*\)')[^']*('|$)/g, "…");
}

/** Masks numbers, except a line's number in a text file; INT32 and d0_30 are names. */
function withoutNumbers(text: string): string {
  return text.replace(/(?<![A-Za-zÀ-ÿ_\d]|Line: )\d[\d.:-]*/g, "…");
}
