/** What we use of HiGHS. The package's own types describe its CommonJS build, and Deno loads the other one. */

/** What came of a model. */
export interface HighsSolution {
  Status: string;
  Columns: Readonly<Record<string, { Primal?: number }>>;
}

/** The loaded solver. */
export interface Highs {
  solve(problem: string, options: Readonly<Record<string, boolean | number | string>>): HighsSolution;
}

/** Loads the solver. */
export default function loadHighs(): Promise<Highs>;
