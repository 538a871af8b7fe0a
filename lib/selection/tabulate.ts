import * as z from "zod";
import {
  ALL_MEASURES,
  type CrossRow,
  crossTable,
  type CrossTableOptions,
  type Measure,
  measureOf,
  TABLE_DIMENSIONS,
} from "../indicators/mod.ts";
import { checkOptions } from "../reference/mod.ts";
import type { Selection } from "./selection.ts";

/** Options for {@linkcode tabulate}. */
export interface TabulateOptions extends Omit<CrossTableOptions, "including" | "measure"> {
  /** What is measured, by the names that `help("Measure")` lists. @default {"waiting"} */
  readonly measure?: Measure;
}

const OPTIONS = z.strictObject({
  rows: z.enum(TABLE_DIMENSIONS),
  columns: z.enum(TABLE_DIMENSIONS).optional(),
  measure: z.enum(ALL_MEASURES).optional(),
  limitDays: z.int().nonnegative().optional(),
});

/**
 * A selection as plain rows (tabell): a number for each hospital, region, vårdutbud or ownership, or for each pair of
 * them. No total is among the rows, so they can be summed, sorted, drawn by Plot and taken up by Arquero as they are.
 *
 * @param selection What `select` gave.
 * @param options What the rows are, and what is measured.
 * @returns Rows: names by dimension, the measure by its name (shares 0 to 1, waits in days), `low` and `high`.
 * @throws {TypeError} If an option or its value does not exist; the nearest is named.
 *
 * @example The median wait for each hospital
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, select, tabulate } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`,
 *   "månad;status;region;sjukhus;0-30;91-365\n2024-04;väntande;Dalarna;Falu lasarett;3;1\n2024-04;väntande;Dalarna;Mora lasarett;1;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const rows = tabulate(await select(store), { rows: "sjukhus", measure: "overShare" });
 * assert.deepEqual(rows.map(({ sjukhus, overShare }) => [sjukhus, overShare]),
 *   [["Falu lasarett", 0.25], ["Mora lasarett", 0.5]]);
 * ```
 */
export function tabulate(selection: Selection, options: TabulateOptions): CrossRow[] {
  const { rows, columns, measure = "waiting", limitDays = selection.limitDays } = checkOptions(
    "tabulate",
    OPTIONS,
    options,
  );
  const by = [...new Set(["region" as const, rows, ...columns === undefined ? [] : [columns]])];
  return crossTable(selection.cells(by, measureOf(measure).status), {
    ...{ rows, measure, limitDays, including: selection.scope.inkl },
    ...columns !== undefined && { columns },
  });
}
