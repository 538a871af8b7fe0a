/** What is said of PvV and MoV where a figure does not only count without them. */
import { figureDefinition, type FigureOptions } from "./figure_options.ts";

/** Who of the waiting are counted where PvV and MoV should be among them. */
export function includingDefinition(options: FigureOptions): string {
  return reportsDeviations(options) ? "inkl. PvV och MoV" : figureDefinition(options);
}

/** Whether the deliveries report PvV and MoV; else all are counted as delivered. */
export function reportsDeviations(options: FigureOptions): boolean {
  return !figureDefinition(options).endsWith("anges inte");
}

/** Whether PvV and MoV are counted among the waiting. */
export function countsDeviations(options: FigureOptions): boolean {
  return figureDefinition(options).startsWith("inkl.");
}
