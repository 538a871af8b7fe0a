/** What a notebook's kernel is given when it imports "vantelage", so that own tables and charts show as they stand. */
import { help } from "./help.ts";

/** What shows and draws; the later folders hand it over, since this one knows nothing of tables and charts. */
export interface Bench {
  /** Makes something that shows itself as a table of rows or of another library's table. */
  readonly show: (rows: readonly object[] | TableLike) => object;
  /** The document that charts are drawn with. */
  readonly document: () => Document;
}

/** A table of another library, such as Arquero's. */
export interface TableLike {
  /** How many rows it has. */
  numRows(): number;
  /** Its columns, in order. */
  columnNames(): string[];
  /** Its first rows. */
  objects(options: { limit: number }): object[];
}

/** How the Deno kernel shows a cell's last expression. */
interface KernelInternals {
  broadcastResult(executionCount: number, result: unknown): Promise<void>;
}

/** How many rows are looked at to see whether they are rows. */
const LOOKED_AT = 100;

let bench: Bench | null = null;

/**
 * Makes a notebook ready for own analysis; in a script it does nothing. A table of Arquero's, and a list of plain
 * objects, show as a table when they are a cell's last expression; `Plot.plot` and `d3.create` find a document without
 * being given one; and `help()` needs no import.
 *
 * @param given What shows and draws.
 */
export function prepareNotebook(given: Bench): void {
  const { internal } = Deno as unknown as { readonly internal: symbol };
  const { jupyter } =
    (Deno as unknown as Readonly<Record<symbol, { readonly jupyter?: KernelInternals }>>)[internal];
  if (jupyter === undefined) return;
  if (bench === null) {
    const send = jupyter.broadcastResult;
    jupyter.broadcastResult = (executionCount, result) => send(executionCount, shown(result));
  }
  bench = given;
  const document = given.document();
  Object.assign(globalThis, { help, document, window: { document } });
}

/** The result itself, or what shows it as a table. */
function shown(result: unknown): unknown {
  return bench !== null && (isTable(result) || isRows(result)) ? bench.show(result) : result;
}

function isTable(value: unknown): value is TableLike {
  return typeof value === "object" && value !== null && !(Symbol.for("Jupyter.display") in value) &&
    ["numRows", "columnNames", "objects"].every((name) => typeof Reflect.get(value, name) === "function");
}

function isRows(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.slice(0, LOOKED_AT).every(isRow);
}

function isRow(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !(Symbol.for("Jupyter.display") in value);
}
