/** Names asked of "vantelage" that it does not have: the kernel gives `undefined` for them, and no error. */
import { Session } from "node:inspector/promises";
import { resembling } from "./_nearest.ts";

const IMPORT = /^\s*import\s+(?!type\s)\{([^}]*)\}\s*from\s*["']vantelage["']/gm;

/**
 * The values that a cell imports from "vantelage".
 *
 * @param source The cell.
 * @returns Their names there; what is marked as a type is none.
 */
export function importedNames(source: string): string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, list]) =>
    list.split(",").map((part) => part.trim()).filter((part) => part !== "" && !/^type\s/.test(part))
      .map((part) => part.split(/\s/)[0])
  );
}

/**
 * What is said of a name that "vantelage" does not have.
 *
 * @param name The name.
 * @param known The names that it has.
 * @returns A Swedish sentence without full stop.
 */
export function unknownName(name: string, known: readonly string[]): string {
  const near = resembling(name, known);
  return `"vantelage" har inget som heter ${name}${near === null ? "" : `; närmast är ${near}`}`;
}

/**
 * The names in the notebook's scope that mean nothing and resemble one of "vantelage": imports that were misspelt.
 *
 * @param known The names that it has.
 * @returns The names.
 */
export async function misspeltNames(known: readonly string[]): Promise<string[]> {
  const session = new Session();
  session.connect();
  try {
    const { names } = await session.post("Runtime.globalLexicalScopeNames");
    // A notebook's names are no properties of anything: only code outside every module can ask for them.
    return names.filter((name) =>
      !known.includes(name) && resembling(name, known) !== null && (0, eval)(name) === undefined
    );
  } finally {
    session.disconnect();
  }
}
