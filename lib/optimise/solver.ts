// @ts-types="./_highs.d.ts"
import loadHighs, { type Highs } from "highs";

export type { Columns, Highs, HighsSolution, Model, ModelData } from "./_highs.d.ts";

let solver: Promise<Highs> | undefined;

/** The solver HiGHS, which takes a while to start: once for all who ask. */
export function highs(): Promise<Highs> {
  return solver ??= loadHighs();
}
