import type { Month } from "../calendar/mod.ts";
import { type Notebook, readNotebook } from "../notebook/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import type { Store } from "../store/mod.ts";
import { ToldError, UsageError } from "./_command.ts";

/** Where the notebooks lie. */
export const NOTEBOOKS = "notebooks";

/**
 * The names of the notebooks there are.
 *
 * @returns File names without `.ipynb`, sorted.
 */
export async function notebookNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(NOTEBOOKS)) {
    if (name.endsWith(".ipynb")) names.push(name.slice(0, -6));
  }
  return names.sort();
}

/**
 * The notebooks asked for by name, number or path.
 *
 * @param names Names; all notebooks when there is none.
 * @returns The notebooks, in the order asked for.
 * @throws {UsageError} If there is none of a name; the nearest is named.
 */
export async function chosenNotebooks(names: readonly string[]): Promise<Notebook[]> {
  const known = await notebookNames();
  const paths = names.length === 0 ? known.map(pathOf) : names.map((name) => {
    if (name.endsWith(".ipynb")) return name;
    const found = known.find((candidate) => candidate === name) ?? known.find((candidate) =>
      candidate.startsWith(`${name}_`)
    ) ??
      known.find((candidate) => candidate.replace(/^\d+_/, "") === name);
    if (found) return pathOf(found);
    const near = nearestNames(name, known, 1);
    throw new UsageError(
      `Anteckningsboken "${name}" finns inte. ${
        near.length > 0 ? `Närmast är ${near[0]}` : `Det finns ${known.join(", ")}`
      }`,
    );
  });
  return await Promise.all(paths.map(readGiven));
}

/** A notebook that was named may be misspelt or half saved. */
async function readGiven(path: string): Promise<Notebook> {
  try {
    return await readNotebook(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(error.message, { cause: error });
    if (error instanceof SyntaxError) throw new ToldError(error.message, { cause: error });
    throw error;
  }
}

/** What a notebook may need (`vantelage.needs`) that not every month's deliveries cover, in words. */
const NEEDS: Readonly<Record<string, string>> = {
  hemregion: "patienternas hemregion",
  vantande: "väntande",
};

/**
 * What a month's deliveries do not cover, of what notebooks may need.
 *
 * @param store The store.
 * @param manad The month.
 * @returns Needs with what they are called in Swedish; none when everything is covered.
 */
export async function unmetNeeds(store: Store, manad: Month): Promise<Map<string, string>> {
  const homes = await store.cells({ where: { status: "genomforda", manad }, by: ["hemregion"] });
  const met = new Set([
    ...homes.some(({ hemregion }) => hemregion !== null) ? ["hemregion"] : [],
    ...store.regionsOf(manad).length > 0 ? ["vantande"] : [],
  ]);
  return new Map(Object.entries(NEEDS).filter(([need]) => !met.has(need)));
}

const pathOf = (name: string): string => `${NOTEBOOKS}/${name}.ipynb`;

/** A name for a file out of any text: "Knäled protes" becomes "knaled_protes"; empty without a letter or a digit. */
export function slugOf(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}
