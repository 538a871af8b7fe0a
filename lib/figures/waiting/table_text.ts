import type { TableDimension, WaitTableRow } from "../../indicators/mod.ts";
import { columnsText } from "../marks/_columns_text.ts";
import type { FigureOptions } from "../marks/figure_options.ts";
import type { FigureTable } from "../marks/figure_table.ts";
import { waitTableFigure } from "./wait_table_figure.ts";

/** What is asked of a selection for its table: who wait, and what the selection is called. */
export interface TabledSelection {
  /** The rows, with their total last. */
  waiting(by: TableDimension): readonly WaitTableRow[];
  /** Month, limit and selection. */
  readonly options: FigureOptions;
}

/**
 * A table as text in columns, for a terminal: a figure's, or that of a selection's waiting list.
 *
 * @param from The table, or a selection, as `select` gives it.
 * @param by What the rows of a selection's table distinguish. @default {"region"}
 * @returns Lines, the first with the headers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { tableText } from "vantelage";
 * const text = tableText({ caption: "Väntande", rows: [{ cells: { region: "Dalarna", antal: 7 } }], columns: [
 *   { key: "region", label: "Region", format: "text" }, { key: "antal", label: "Antal", format: "count" }] });
 * assert.equal(text, "Region   Antal\nDalarna      7");
 * ```
 */
export function tableText(from: FigureTable | TabledSelection, by: TableDimension = "region"): string {
  return columnsText(
    "columns" in from ? from : waitTableFigure(from.waiting(by), { by, ...from.options }).table,
  );
}
