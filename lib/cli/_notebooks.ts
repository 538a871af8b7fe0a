import { lastDay, type Month } from "../calendar/mod.ts";
import { readSignals, SignalError } from "../cooperation/mod.ts";
import { OwnDataError } from "../form/mod.ts";
import { type Notebook, readNotebook } from "../notebook/mod.ts";
import {
  planOfYear,
  readBoughtCareCovers,
  readImagingAssumptions,
  readKnowledgeBank,
  readOrders,
  readPlans,
  readPriceLists,
  readYearlyReports,
} from "../plan/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import type { Store } from "../store/mod.ts";
import { type Option, ToldError, UsageError } from "./_command.ts";

/** Where the notebooks lie. */
export const NOTEBOOKS = "notebooks";

/** Which notebooks are run. */
export const NOTEBOOK: Option = {
  value: "NAMN",
  many: true,
  says: `en anteckningsbok, t.ex. 01_vantelaget, 12 eller en sökväg (annars alla i ${NOTEBOOKS})`,
  was: "notebook",
};

/** A value of a notebook's parameter. */
export const PARAMETER: Option = {
  value: "NAMN=VÄRDE",
  many: true,
  says:
    "ett värde på en parameter, t.ex. manad=2024-03 eller vardutbud=Gallsten; manad=senaste är den sista som någon har levererat (annars den senaste som alla som brukar har)",
  was: "param",
};

/**
 * The names of the notebooks there are.
 *
 * @returns File names without `.ipynb`, sorted.
 */
export async function notebookNames(): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(NOTEBOOKS)) {
      if (name.endsWith(".ipynb")) names.push(name.slice(0, -6));
    }
  } catch (error) {
    // A project that has Vänteläge as a package may keep its notebooks elsewhere, and names them by path.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
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
  if (names.length === 0 && known.length === 0) {
    throw new UsageError(
      `Här finns ingen mapp ${NOTEBOOKS} med anteckningsböcker. Ange en: --anteckningsbok SÖKVÄG.ipynb`,
    );
  }
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
        near.length > 0
          ? `Närmast är ${near[0]}`
          : known.length > 0
          ? `Det finns ${known.join(", ")}`
          : `Ange dess sökväg: ${name}.ipynb`
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

/** Something that a notebook may need (`vantelage.needs`) and that may not be delivered. */
interface Need {
  /** What it is called in Swedish. */
  readonly words: string;
  /** Whether it is there. */
  readonly met: () => Promise<boolean>;
}

/**
 * What has not been delivered, of what notebooks may need: of the month's deliveries, and of the data besides.
 *
 * @param store The store.
 * @param manad The month.
 * @param data The folder of the data besides.
 * @returns Needs with what they are called in Swedish; none when everything is covered.
 */
export async function unmetNeeds(store: Store, manad: Month, data: string): Promise<Map<string, string>> {
  const ar = Number(manad.slice(0, 4)), asAt = lastDay(manad);
  const homes = () => store.cells({ where: { status: "genomforda", manad }, by: ["hemregion"] });
  const needs: Record<string, Need> = {
    hemregion: {
      words: "patienternas hemregion",
      met: async () => (await homes()).some(({ hemregion }) => hemregion !== null),
    },
    vantande: { words: "väntande", met: () => Promise.resolve(store.regionsOf(manad).length > 0) },
    planer: {
      words: `en plan för ${ar}`,
      met: async () => planOfYear(await readPlans(`${data}/planer`), ar) !== null,
    },
    priser: {
      words: `en prislista för ${ar} eller tidigare`,
      met: async () => (await readPriceLists(`${data}/priser`)).some((list) => list.ar <= ar),
    },
    kopt_vard: {
      words: "vad regionerna har köpt utanför sjukvårdsregionen",
      met: async () =>
        (await readBoughtCareCovers(`${data}/kopt_vard`)).some(({ fran, till }) =>
          fran <= manad && manad <= till
        ),
    },
    arsrapport: {
      words: `en årsrapport för ${ar}`,
      met: async () => (await readYearlyReports(`${data}/arsrapport`)).some((report) => report.ar === ar),
    },
    bestallningar: {
      words: `beställningar för ${ar}`,
      met: async () => (await readOrders(`${data}/bestallningar`)).some((order) => order.ar === ar),
    },
    signaler: {
      words: "signaler",
      met: async () => (await readSignals({ folder: `${data}/signaler`, asAt })).length > 0,
    },
    ctpet: {
      words: "antaganden om CT-PET",
      met: async () => (await readImagingAssumptions(`${data}/ctpet`)).length > 0,
    },
    kunskapsbank: {
      words: "exempel i kunskapsbanken",
      met: async () => (await readKnowledgeBank(`${data}/kunskapsbank`)).length > 0,
    },
  };
  const unmet: [string, string][] = [];
  for (const [name, { words, met }] of Object.entries(needs)) {
    if (!await met().catch(whatIsThere)) unmet.push([name, words]);
  }
  return new Map(unmet);
}

/** A file that cannot be read is there: the page that reads it fails and says why. */
function whatIsThere(error: unknown): boolean {
  if (error instanceof OwnDataError || error instanceof SignalError) return true;
  throw error;
}

const pathOf = (name: string): string => `${NOTEBOOKS}/${name}.ipynb`;

/** A name for a file out of any text: "Knäled protes" becomes "knaled_protes"; empty without a letter or a digit. */
export function slugOf(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}
