import { nearestNames } from "../reference/mod.ts";
import type { Cells, CellsTogether } from "./_column_look.ts";
import { headerKey } from "./_header_key.ts";
import type { FileAnswers } from "./file_answers.ts";

/** What is known of a file beside its header, and what a person says of it. */
export interface FileLook extends FileAnswers {
  /** The different cells of a column and how often each stands there. Without it only headers decide. */
  readonly values?: Cells;
  /** The cells that stand next to the same others. Without it all cells of a column are taken to do. */
  readonly together?: CellsTogether;
  /** The text above the table, in which the unit of its bands may stand. */
  readonly beside?: readonly string[];
  /** The file's name. */
  readonly file?: string;
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

/** Parts "header=label" of a file's column; `null` where no part before an equals sign is one. */
export function partLabel(find: (name: string) => number, text: string): string | null {
  for (let at = text.indexOf("="); at > 0; at = text.indexOf("=", at + 1)) {
    if (find(text.slice(0, at)) >= 0) return text.slice(at + 1);
  }
  return null;
}

/** What is said where a person names a column that the file does not have; nothing where all are there. */
export function absentColumn(
  header: readonly string[],
  { bands = {}, ignored = [], columns = {} }: FileAnswers,
): string | undefined {
  const find = finder(header);
  const absent = [...Object.keys(bands), ...Object.values(columns)].find((name) => find(name) < 0) ??
    ignored.find((name) => find(name) < 0 && partLabel(find, name) === null);
  if (absent === undefined) return undefined;
  const [near] = nearestNames(absent, header, 1);
  return `Filen har ingen kolumn som heter ${absent}${
    near === undefined ? "" : `, närmast är ${near}`
  }. Dess kolumner är ${header.filter((name) => name !== "").join(", ")}.`;
}
