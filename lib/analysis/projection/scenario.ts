import * as z from "zod";

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
  namn: z.string().min(1),
  beskrivning: z.string(),
  kapacitet: z.array(MonthChange).default([]),
  beslut: z.array(MonthChange).default([]),
  extra: z.enum(["som_i_dag", "langst_forst"]).default("som_i_dag"),
});

/**
 * Reads scenarios from a folder of JSON files.
 *
 * @param folder The folder; files of other kinds are passed over. By default our own, data/scenarier.
 * @returns The scenarios, by file name.
 * @throws {SyntaxError} If a file is not JSON, or not a scenario; the message names the file.
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
export async function readScenarios(folder: string | URL = OURS): Promise<Scenario[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)
    .filter((name) => name.endsWith(".json")).sort();
  const base = folder instanceof URL ? folder.href.replace(/\/?$/, "/") : null;
  return await Promise.all(names.map(async (name) => {
    const text = await Deno.readTextFile(base === null ? `${folder}/${name}` : new URL(name, base));
    try {
      return Scenario.parse(JSON.parse(text));
    } catch (error) {
      throw new SyntaxError(
        `Cannot read the scenario ${name}: ${error instanceof Error ? error.message : error}`,
        {
          cause: error,
        },
      );
    }
  }));
}

const OURS = new URL("../../../data/scenarier/", import.meta.url);

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
 * import { factorIn } from "vantelage";
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
