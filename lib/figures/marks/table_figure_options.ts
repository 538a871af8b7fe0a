import type { TableDimension } from "../../indicators/mod.ts";
import type { FigureOptions } from "./figure_options.ts";

/** Options for {@linkcode waitTableFigure} and {@linkcode performedTableFigure}. */
export interface TableFigureOptions extends FigureOptions {
  /** What the rows distinguish. */
  readonly by: TableDimension;
}
