import type { Cells } from "./_column_look.ts";
import { headerKey } from "./_header_key.ts";
import type { FileAnswers } from "./file_answers.ts";

/** What is known of a file beside its header, and what a person says of it. */
export interface FileLook extends FileAnswers {
  /** The different cells of a column and how often each stands there. Without it only headers decide. */
  readonly values?: Cells;
  /** The text above the table, in which the unit of its bands may stand. */
  readonly beside?: readonly string[];
  /** Headers of columns that are no total, though they are called so. */
  readonly noTotal?: readonly string[];
}

/** Finds a column by its header, else by any spelling of it; -1 when the file has none such. */
export function finder(header: readonly (string | null)[]): (name: string) => number {
  const keys = header.map((name) => name === null ? null : headerKey(name));
  return (name) => {
    const exact = header.indexOf(name);
    return exact >= 0 ? exact : headerKey(name) === "" ? -1 : keys.indexOf(headerKey(name));
  };
}
