/** Names asked of "vantelage" or a sub-export that it does not have: the kernel gives `undefined` for them, and no error. */
import { Session } from "node:inspector/promises";
import { type Documented, moduleOf } from "./_documentation.ts";
import { FACE_NAME } from "./_entries.ts";
import { resembling } from "./_nearest.ts";

const IMPORT = /^\s*import\s+(?!type\s)\{([^}]*)\}\s*from\s*["'](vantelage(?:\/\w+)?)["']/gm;

/** A value that a cell imports. */
export interface ImportedName {
  /** Its name there. */
  readonly name: string;
  /** The module, such as "vantelage/plan". */
  readonly from: string;
}

/**
 * The values that a cell imports from "vantelage" and its sub-exports.
 *
 * @param source The cell.
 * @returns Their names there; what is marked as a type is none.
 */
export function importedNames(source: string): ImportedName[] {
  return [...source.matchAll(IMPORT)].flatMap(([, list, from]) =>
    list.split(",").map((part) => part.trim()).filter((part) => part !== "" && !/^type\s/.test(part))
      .map((part) => ({ name: part.split(/\s/)[0], from }))
  );
}

/**
 * What is said of a name that a module does not have.
 *
 * @param asked The name, and the module that it was asked of.
 * @param known What there is.
 * @returns A Swedish sentence without full stop; `null` where the module has it.
 */
export function unknownName({ name, from }: ImportedName, known: readonly Documented[]): string | null {
  const values = known.filter(({ isValue }) => isValue);
  const there = values.filter((entry) => entry.name === name);
  if (there.some((entry) => from === entry.home || from === moduleOf(entry))) return null;
  const wrong = `"${from}" har inget som heter ${name}`;
  if (there.length > 0) return `${wrong}; det finns i "${moduleOf(there[0])}"`;
  const near = resembling(name, values.map((entry) => entry.name));
  const entry = values.find((entry) => entry.name === near);
  if (entry === undefined) return wrong;
  return `${wrong}; närmast är ${near}${moduleOf(entry) === from ? "" : ` i "${moduleOf(entry)}"`}`;
}

/**
 * The names in the notebook's scope that mean nothing and are, or resemble, one of "vantelage": imports that were
 * misspelt or asked of the wrong module.
 *
 * @param known What there is.
 * @returns The names, as asked of the face.
 */
export async function misspeltNames(known: readonly Documented[]): Promise<ImportedName[]> {
  const values = known.filter(({ isValue }) => isValue);
  const isImport = (name: string) => {
    const there = values.find((entry) => entry.name === name);
    // A schema's name is also its type's, which is imported without a value.
    return there === undefined
      ? resembling(name, values.map((entry) => entry.name)) !== null
      : there.kind === "function";
  };
  // A notebook's names are no properties of anything: only code outside every module can ask for them.
  return [...new Set(await notebookNames())].filter((name) => isImport(name) && (0, eval)(name) === undefined)
    .map((name) => ({ name, from: FACE_NAME }));
}

/** The names in the notebook's scope: what its cells have imported and declared. */
export async function notebookNames(): Promise<string[]> {
  // Deno ends with a panic where its inspector is asked while it still starts the cell.
  await new Promise((done) => setTimeout(done));
  const session = new Session();
  session.connect();
  try {
    return (await session.post("Runtime.globalLexicalScopeNames")).names;
  } finally {
    session.disconnect();
  }
}
