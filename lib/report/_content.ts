/** What a notebook handed over, checked: a page shows it as it is. */
import type * as z from "zod";
import { Figure, FigureData, Panel, PanelData } from "../figures/mod.ts";
import { ReportError } from "./report_error.ts";

/**
 * The figure that a cell showed.
 *
 * @throws {ReportError} If it has not the form of a figure, or its chart holds what no page takes in.
 */
export function figureOf(data: unknown): Figure {
  return new Figure(checked(FigureData, data, "Figuren"));
}

/**
 * The panel that a cell showed.
 *
 * @throws {ReportError} If it has not the form of a panel, or holds what no page takes in.
 */
export function panelOf(data: unknown): Panel {
  return new Panel(checked(PanelData, data, "Rutan"));
}

function checked<T extends { kind: string }>(schema: z.ZodType<T>, data: unknown, what: string): T {
  const content = schema.safeParse(data);
  if (content.success) return content.data;
  const [{ path, message }] = content.error.issues;
  const kind = typeof data === "object" && data !== null && "kind" in data ? String(data.kind) : "okänd";
  throw new ReportError(`${what} "${kind}" kan inte visas i rapporten: ${path.join(".")} ${message}`);
}
