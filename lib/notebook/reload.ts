/** The code of lib/ loaded again into a running notebook. */
import { Session } from "node:inspector/promises";
import { changedFiles, type Code, currentCode, isOnDisk, loadAnew } from "./_code.ts";
import { readDocumentation } from "./_documentation.ts";
import { FACE_NAME } from "./_entries.ts";
import { notebookNames } from "./_misspelt.ts";

/** What {@linkcode reload} did; shows itself as a line of text in a notebook. */
export interface Reloaded {
  /** Files that had changed since the code was last loaded, as paths from lib/. */
  readonly files: readonly string[];
  /** Names in the notebook that now mean the new code. */
  readonly names: readonly string[];
}

/** Under this name the new code is handed to the notebook's own scope, for as long as that takes. */
const HANDED = "__vantelage";

/**
 * Loads the code of lib/ again into the running notebook (läs om koden), as it now stands in its files, however deep the edited
 * module is imported. Where no file has changed it loads nothing.
 *
 * Every name that the notebook has imported means the new code afterwards, and all data stays where it is. An object
 * that was made before, such as an open store, keeps the methods it was made with: make it again to get new ones.
 * A name that was given another name (`import { a as b }`) changes when its import is run again. If the new
 * code cannot be loaded, the old goes on running.
 *
 * @returns Which files had changed, and which names mean new code.
 * @throws {SyntaxError} If a module cannot be read.
 * @throws {TypeError} If the code does not lie in files, or a module cannot be found.
 *
 * @example In a script, where no name is the notebook's
 * ```ts
 * import assert from "node:assert/strict";
 * import { reload } from "vantelage";
 *
 * const { files, names } = await reload();
 * assert.deepEqual(files, []);
 * assert.deepEqual(names, []);
 * ```
 */
export async function reload(): Promise<Reloaded> {
  if (!isOnDisk()) {
    throw new TypeError(`Cannot reload the code as it must lie in files: got ${import.meta.url}`);
  }
  const files = changedFiles(), names = files.length === 0 ? [] : await bindAnew();
  return Object.defineProperty({ files, names }, Symbol.for("Jupyter.display"), {
    value: () => ({ "text/plain": told(files, names) }),
  });
}

/** Loads the code as it now stands, and has the notebook's names mean it. */
async function bindAnew(): Promise<string[]> {
  const known = await readDocumentation(), inScope = new Set(await notebookNames());
  const homes = known.filter(({ name, face }) => face === null && inScope.has(name)).map(({ home }) => home);
  const modules = [FACE_NAME, ...new Set(homes)];
  const before = await currentCode(modules), code = await loadAnew(modules);
  const names = Object.keys(code).filter((name) => isBound(name, before[name]));
  await bind(names, code);
  return names;
}

/** Whether the name stands in the notebook's scope and means this. */
function isBound(name: string, meaning: unknown): boolean {
  try {
    // A notebook's names are no properties of anything: only code outside every module can ask for them.
    return meaning !== undefined && (0, eval)(name) === meaning;
  } catch (error) {
    if (error instanceof ReferenceError) return false;
    throw error;
  }
}

/** Declares the names again. The kernel allows that even of constants, but only to what it evaluates itself. */
async function bind(names: readonly string[], code: Code): Promise<void> {
  if (names.length === 0) return;
  const session = new Session();
  session.connect();
  Object.assign(globalThis, { [HANDED]: code });
  try {
    const expression = `const { ${names.join(", ")} } = ${HANDED};`;
    await session.post("Runtime.evaluate", { expression, replMode: true });
  } finally {
    Reflect.deleteProperty(globalThis, HANDED);
    session.disconnect();
  }
}

function told(files: readonly string[], names: readonly string[]): string {
  if (files.length === 0) return "Ingen fil i lib/ har ändrats. Koden och all data är som förut.";
  const what = `Ändrat i lib/: ${files.slice(0, 5).join(", ")}${
    files.length > 5 ? ` och ${files.length - 5} filer till` : ""
  }`;
  const whom = names.length === 1
    ? "1 namn i anteckningsboken har"
    : `${names.length} namn i anteckningsboken har`;
  return `Koden är inläst på nytt. ${what}. ${whom} den nya koden; data är kvar.`;
}
