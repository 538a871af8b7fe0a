import * as z from "zod";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../../form/mod.ts";
import { dataFolder, exampleFolder } from "../../reference/mod.ts";

/** A change of what a month would else hold, in these months of the year. */
export interface MonthChange {
  /** The months of the year it holds for, 1–12. */
  readonly manader: readonly number[];
  /** 1.1 for ten per cent more, 0.8 for twenty per cent less. */
  readonly faktor: number;
}

/** What if: other capacity or other demand than the history gives. Saved as data, one JSON file a scenario. */
export interface Scenario {
  /** What it is called, in Swedish. */
  readonly namn: string;
  /** What is thought to happen, in Swedish. */
  readonly beskrivning: string;
  /** Changes of the operations that there is room for. */
  readonly kapacitet: readonly MonthChange[];
  /** Changes of the new decisions. */
  readonly beslut: readonly MonthChange[];
  /** Who gets operations beyond the usual: as today, or those who have waited longest. */
  readonly extra: "som_i_dag" | "langst_forst";
}

/** A change of some months, checked. */
const MonthChange: z.ZodType<MonthChange> = z.strictObject({
  manader: z.array(z.int().min(1).max(12)).min(1).max(12),
  faktor: z.number().min(0).max(3),
});

/** A scenario, checked. */
export const Scenario: z.ZodType<Scenario> = z.strictObject({
  namn: SafeText,
  beskrivning: z.union([z.literal(""), SafeText]),
  kapacitet: z.array(MonthChange).default([]),
  beslut: z.array(MonthChange).default([]),
  extra: z.enum(["som_i_dag", "langst_forst"]).default("som_i_dag"),
});

/** Scenarios as files of data (scenarier). */
export const scenarioKind: DataKind<Scenario> = dataKind({
  folder: "scenarier",
  title: "Scenario",
  about: "Vad händer om … (rapport 33). Utan egna scenarier gäller programmets exempel.",
  schema: Scenario,
  fields: {
    namn: "vad diagram och tabeller kallar det",
    beskrivning: "vad som tänks hända",
    extra: "vem som får operationer utöver de vanliga",
    "kapacitet.manader": "månader på året, 1–12",
    "kapacitet.faktor": "1,1 för tio procent fler operationer, 0,8 för tjugo procent färre",
    "beslut.manader": "månader på året, 1–12",
    "beslut.faktor": "1,1 för tio procent fler nya beslut, 0,8 för tjugo procent färre",
  },
  template: {
    ...{ namn: "Mer i höst", beskrivning: "Fler operationer i september till november." },
    kapacitet: [{ manader: [9, 10, 11], faktor: 1.1 }],
    beslut: [],
    extra: "som_i_dag",
  },
  words: { extra: { som_i_dag: "Som i dag", langst_forst: "Längst väntan först" } },
  identity: ["namn"],
});

/**
 * Reads scenarios.
 *
 * @param folder The folder. @default scenarier in the data folder; where it has none, the examples of data/scenarier
 * @returns The scenarios, by file name.
 * @throws {OwnDataError} If a file is no scenario, or two have the same name; everything that is wrong is named at once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readScenarios } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/host.json`, JSON.stringify({ namn: "Mer i höst", beskrivning: "",
 *   kapacitet: [{ manader: [9, 10, 11], faktor: 1.1 }] }));
 * assert.equal((await readScenarios(folder))[0].kapacitet[0].faktor, 1.1);
 * ```
 */
export async function readScenarios(folder?: string): Promise<Scenario[]> {
  if (folder !== undefined) return await readDataFolder(scenarioKind, folder);
  const own = await readDataFolder(scenarioKind, `${dataFolder()}/${scenarioKind.folder}`);
  return own.length > 0 ? own : await readDataFolder(scenarioKind, exampleFolder(scenarioKind.folder));
}

/**
 * The factor of a month: the product of the changes that hold in it.
 *
 * @param changes Changes.
 * @param month The month of the year, 1–12.
 * @returns A factor, 1 where nothing changes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { factorIn } from "vantelage/analysis";
 * assert.equal(factorIn([{ manader: [7, 8], faktor: 1.5 }], 7), 1.5);
 * assert.equal(factorIn([{ manader: [7, 8], faktor: 1.5 }], 9), 1);
 * ```
 */
export function factorIn(changes: readonly MonthChange[], month: number): number {
  return changes.reduce(
    (product, { manader, faktor }) => product * (manader.includes(month) ? faktor : 1),
    1,
  );
}
