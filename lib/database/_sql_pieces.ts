/**
 * What in a DuckDB statement is not plain SQL: an escape string, a string, a quoted identifier, a comment, a
 * dollar-quoted string; or a placeholder. A doubled quote inside a string reads as two strings side by side, which
 * comes to the same here; one that is never closed reaches to the end.
 */
const PIECE =
  /(?<![\p{L}\p{N}_])[eE]'(?:[^'\\]|\\.)*'|'[^']*(?:'|$)|"[^"]*"|--[^\n]*|\/\*.*?\*\/|\$([A-Za-z_]\w*)?\$.*?\$\1\$|\?/gsu;

/** Puts `replacement(i)` in place of the i:th placeholder `?`, counted from 0, and leaves all other text alone. */
export function replacePlaceholders(sql: string, replacement: (index: number) => string): string {
  let index = 0;
  return sql.replace(PIECE, (piece) => piece === "?" ? replacement(index++) : piece);
}

/** A statement with the content of its strings and comments masked, so that it can be shown. */
export function withoutValues(sql: string): string {
  return sql.replace(PIECE, (piece) => {
    if (piece === "?" || piece.startsWith('"')) return piece;
    return piece.startsWith("--") || piece.startsWith("/*") ? " " : "'…'";
  });
}
