/** What we use of HiGHS. The package's own types describe its CommonJS build, and Deno loads the other one. */

/** What came of a model. */
export interface HighsSolution {
  Status: string;
  Columns: Readonly<Record<string, { Primal?: number }>>;
}

/** A linear model: columns are variables, rows constraints, the matrix is compressed row by row. */
export interface ModelData {
  numCols: number;
  numRows: number;
  colCost: readonly number[];
  colLower: readonly number[];
  colUpper: readonly number[];
  rowLower: readonly number[];
  rowUpper: readonly number[];
  matrix: {
    format: "csr";
    numRows: number;
    numCols: number;
    starts: readonly number[];
    indices: readonly number[];
    values: readonly number[];
  };
  integrality: readonly number[];
}

/** Columns that lie beside each other. */
export interface Columns {
  kind: "range";
  from: number;
  to: number;
}

/** A model kept in the solver's memory until it is disposed of. */
export interface Model {
  options: { set(options: Readonly<Record<string, boolean | number | string>>): void };
  changeColCost(column: number, cost: number): unknown;
  changeColBounds(column: number, lower: number, upper: number): unknown;
  /** A value for each of the columns. */
  changeColsCost(columns: Columns, costs: Float64Array): unknown;
  changeColsBounds(columns: Columns, lower: Float64Array, upper: Float64Array): unknown;
  changeColsIntegrality(columns: Columns, kinds: Int32Array): unknown;
  clearSolver(): unknown;
  zeroAllClocks(): unknown;
  run(): unknown;
  getModelStatus(): number;
  getSolution(): { colValue: Float64Array; rowDual: Float64Array };
  dispose(): void;
}

/** The loaded solver. */
export interface Highs {
  createModel(data: ModelData): Model;
  solve(problem: string, options: Readonly<Record<string, boolean | number | string>>): HighsSolution;
}

/** Loads the solver. */
export default function loadHighs(): Promise<Highs>;
