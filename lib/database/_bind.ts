import { replacePlaceholders } from "./_sql_pieces.ts";
import { literal, type Value } from "./literal.ts";

/**
 * A statement with each `?` replaced by its parameter's literal; `?` within strings, names and comments stays.
 *
 * @throws {RangeError} If there are not as many parameters as placeholders.
 */
export function bind(sql: string, parameters: readonly Value[]): string {
  let placeholders = 0;
  const bound = replacePlaceholders(sql, (index) => {
    placeholders = index + 1;
    return index < parameters.length ? literal(parameters[index]) : "?";
  });
  if (placeholders !== parameters.length) {
    throw new RangeError(
      `Cannot bind the parameters as each must have a placeholder: got ${parameters.length} for ${placeholders}`,
    );
  }
  return bound;
}
