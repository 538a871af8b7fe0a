/** The values that a notebook was run with, in the words of its text. */
import { isMonth, monthName } from "../calendar/mod.ts";
import type { ExecutedNotebook } from "../notebook/mod.ts";
import { awaitedWords } from "../reference/mod.ts";

/** What Markdown would read as more than a character. */
const MARKDOWN = /[!-/:-@[-`{-~]/g;

/**
 * A notebook whose text cells say what it was run with: "{vardutbud}" becomes the words of the parameter's value, so that
 * the title of a page cannot name another queue than its figures.
 *
 * @param executed The notebook and its outputs; not changed.
 * @returns The notebook; braces around anything but a parameter stay as they are.
 */
export function withParameterWords(executed: ExecutedNotebook): ExecutedNotebook {
  const values = new Map(Object.entries(executed.parameters));
  const words = (place: string, name: string) => {
    const value = values.get(name);
    return typeof value === "string" ? wordsOf(value).replaceAll(MARKDOWN, "\\$&") : place;
  };
  return {
    ...executed,
    cells: executed.cells.map((cell) =>
      cell.kind === "text" ? { ...cell, source: cell.source.replaceAll(/\{([a-z_]+)\}/g, words) } : cell
    ),
  };
}

function wordsOf(value: string): string {
  return isMonth(value) ? monthName(value) : awaitedWords(value);
}
