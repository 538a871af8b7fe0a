import * as z from "zod";
import type { TableDimension } from "../indicators/mod.ts";
import type { FigureOptions } from "./figure_options.ts";
import { tableOptionFields } from "./_option_fields.ts";

/** Options for {@linkcode waitTableFigure} and {@linkcode performedTableFigure}. */
export interface TableFigureOptions extends FigureOptions {
  /** What the rows tell apart. */
  readonly by: TableDimension;
}

/** Options for {@linkcode waitTableFigure} and {@linkcode performedTableFigure}, checked. */
export const TableFigureOptions: z.ZodType<TableFigureOptions> = z.strictObject(tableOptionFields);
